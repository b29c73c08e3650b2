using Xunit;

namespace ResearchKit.Tests;

public sealed class JupyterLifeTests(JupyterLives lives) : IClassFixture<JupyterLives>
{
    [Theory]
    [InlineData("shutdown", false)]
    [InlineData("shutdown shell", false)]
    [InlineData("shutdown busy", false)]
    [InlineData("restart", true)]
    public void A_kernel_that_is_told_to_end_says_so_to_everyone_and_ends(string how, bool restart)
    {
        var life = lives[how];
        Assert.Equal(("ok", restart), ((string)life["reply"]!["status"]!, (bool)life["reply"]!["restart"]!));
        Assert.Equal(["busy", "shutdown_reply", "idle"], life["published"].Words());
        Assert.Equal(0, (int)life["code"]!);
        Assert.InRange((double)life["seconds"]!, 0, 5);
    }

    [Theory]
    [InlineData("loop")]
    [InlineData("sleep")]
    [InlineData("delay")]
    [InlineData("loop behind await")]
    public void A_cell_is_interrupted_by_message_or_signal_and_the_session_kept(string cell)
    {
        foreach (var how in new[] { "message", "signal" })
        {
            var life = lives["interrupts"][$"{cell}, {how}"]!;
            Assert.Equal(("error", "Interrupted", "The cell was interrupted."), ((string)life["status"]!, (string)life["name"]!, (string)life["message"]!));
            Assert.InRange((double)life["seconds"]!, 0, 5);
            Assert.Equal(["5"], life["kept"].Words());
        }
    }

    [Fact]
    public void A_cell_that_cannot_be_stopped_says_to_restart_which_ends_it()
    {
        Assert.Equal("The cell was interrupted. It does not stop: restart the kernel to end it.", (string)lives["runaway"]["message"]!);
        Assert.True((bool)lives["runaway"]["reply"]!["restart"]!);
        Assert.NotNull(lives["runaway"]["code"]);
    }

    [Fact]
    public void A_cell_that_waits_for_a_user_who_is_gone_does_not_keep_the_kernel()
    {
        Assert.Equal(("ok", 0), ((string)lives["asking"]["reply"]!, (int)lives["asking"]["code"]!));
        Assert.InRange((double)lives["asking"]["seconds"]!, 0, 5);
    }

    [Theory]
    [InlineData("terminated")]
    [InlineData("terminated busy")]
    public void A_kernel_that_is_terminated_ends_at_once(string how)
    {
        Assert.Equal(128 + 15, (int)lives[how]["code"]!);
        Assert.InRange((double)lives[how]["seconds"]!, 0, 5);
    }

    [Fact]
    public void A_kernel_whose_front_end_has_died_ends()
    {
        Assert.Equal(1, (int)lives["orphaned"]["code"]!);
        Assert.InRange((double)lives["orphaned"]["seconds"]!, 0, 5);
    }

    [Theory]
    [InlineData("thread", "What the cell started threw System.InvalidOperationException: aside")]
    [InlineData("async void", "What the cell started threw System.InvalidOperationException: later")]
    [InlineData("async lambda", "What the cell started threw System.InvalidOperationException: lambda")]
    [InlineData("recursion", "call each other without end")]
    [InlineData("list in itself", "holds itself")]
    [InlineData("console", "")]
    [InlineData("stopped timer", "The cell was interrupted.")]
    [InlineData("stopped thread", "The cell was interrupted.")]
    [InlineData("stopped async lambda", "The cell was interrupted.")]
    [InlineData("stopped recursion", "The cell was interrupted.")]
    [InlineData("stopped delegate", "The cell was interrupted.")]
    [InlineData("stopped expression tree", "The cell was interrupted.")]
    public void A_slip_is_said_and_is_not_the_end_of_the_kernel(string slip, string said)
    {
        Assert.Contains(said, string.Concat(lives["survived"][slip]!["said"].Words()));
        Assert.DoesNotContain("restart", string.Concat(lives["survived"][slip]!["said"].Words()));
        Assert.Equal(["here"], lives["survived"][slip]!["after"].Words());
    }

    [Fact]
    public void What_a_stopped_cell_started_does_not_go_on_when_other_cells_run() => Assert.InRange((int)lives["stays stopped"], 0, 1);

    [Fact]
    public void A_cell_that_ends_the_process_is_told_so()
    {
        Assert.Equal(["The cell ended the process. The kernel is gone: start it again."], lives["exited"]["error"].Words());
        Assert.Equal(3, (int)lives["exited"]["code"]!);
    }

    [Fact]
    public void Without_a_key_nothing_is_signed() => Assert.Equal("ok", (string)lives["unsigned"]!);

    [Fact]
    public void A_port_that_is_taken_is_named()
    {
        Assert.Equal(2, (int)lives["taken"]["code"]!);
        Assert.Matches(@"^Port \d+ of 127\.0\.0\.1 is in use\. Start the kernel with a new connection file\.\n$", (string)lives["taken"]["error"]!);
        Assert.Equal("ok", (string)lives["taken"]["first"]!);
    }
}
