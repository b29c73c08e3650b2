using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class JupyterMessageTests(JupyterMessages messages) : IClassFixture<JupyterMessages>
{
    static readonly string[] Around = ["busy", "idle"];

    [Fact]
    public void Every_subscriber_is_welcomed_under_its_topic()
    {
        var heard = messages["welcome"]["heard"]!.AsArray();
        Assert.Equal(["", "", "kernel.none"], heard.Select(w => (string)w!["content"]!["subscription"]!));
        Assert.All(heard, w => Assert.Equal(("iopub_welcome", "{}", (string)w!["content"]!["subscription"]!), ((string)w["type"]!, w["parent"]!.ToJsonString(), (string)w["topic"]!)));
        Assert.False((bool)messages["welcome"]["not_text"]!);
    }

    [Fact]
    public void The_kernel_says_what_it_is()
    {
        var info = messages["kernel_info"]["shell"]!;
        Assert.Equal(("ok", "5.4", "ResearchKit"), ((string)info["status"]!, (string)info["protocol_version"]!, (string)info["implementation"]!));
        Assert.Matches(@"^\d+\.\d+\.\d+", (string)info["implementation_version"]!);
        var language = info["language_info"]!;
        Assert.Equal(("C#", ".cs", "csharp", "text/x-csharp"), ((string)language["name"]!, (string)language["file_extension"]!, (string)language["pygments_lexer"]!, (string)language["mimetype"]!));
        Assert.False((bool)info["debugger"]!);
        Assert.True((bool)messages["kernel_info"]["same"]!);
        Assert.Equal(Around, messages["kernel_info"]["published"].Words());
        Assert.Equal(Around, messages["kernel_info"]["around"].Words());
    }

    [Fact]
    public void Outputs_of_a_cell_keep_their_order_and_name_their_request()
    {
        var cell = messages["cell"];
        Assert.Equal(["busy", "execute_input", "stdout:ab", "display_data", "stderr:c", "stdout:d", "execute_result", "idle"], cell["published"].Words());
        Assert.True((bool)cell["parents"]!);
        Assert.Equal("""{"status":"ok","execution_count":1,"user_expressions":{},"payload":[]}""", cell["reply"]!.ToJsonString());
        Assert.Equal(1, (int)cell["input"]!["execution_count"]!);
        Assert.Equal(("2", 1), ((string)cell["result"]!["data"]!["text/plain"]!, (int)cell["result"]!["execution_count"]!));
        Assert.Equal("5.4", (string)cell["version"]!);
        Assert.NotNull(cell["metadata"]!["started"]);
    }

    [Fact]
    public void A_failing_cell_says_so_to_everyone_and_in_its_answer()
    {
        var failing = messages["failing"];
        Assert.Equal(["busy", "execute_input", "stdout:before\n", "error", "idle"], failing["published"].Words());
        Assert.Equal(("error", "System.InvalidOperationException", "on purpose"), ((string)failing["reply"]!["status"]!, (string)failing["reply"]!["ename"]!, (string)failing["reply"]!["evalue"]!));
        Assert.Equal("  In [2], line 2", (string)failing["error"]!["traceback"]![1]!);
        Assert.Equal(failing["error"]!["traceback"]!.ToJsonString(), failing["reply"]!["traceback"]!.ToJsonString());
    }

    [Fact]
    public void A_loop_of_short_lines_makes_few_messages()
    {
        Assert.True((bool)messages["batching"]["whole"]!);
        Assert.InRange((int)messages["batching"]["messages"]!, 1, 100);
    }

    [Fact]
    public void What_is_printed_is_seen_while_the_cell_still_runs()
    {
        Assert.Equal(["busy", "execute_input", "stdout:first", "stdout:second", "idle"], messages["timely"]["words"].Words());
        Assert.InRange((double)messages["timely"]["ahead"]!, 0.3, 60);
    }

    [Fact]
    public void A_cell_that_prints_a_hundred_megabytes_is_cut_as_a_notebook_run_cuts_it()
    {
        const string notice = "\n[Output is cut here: more than 1048576 characters.]\n";
        Assert.EndsWith(notice, (string)messages["endless"]["end"]!);
        Assert.Equal((1 << 20) + notice.Length, (int)messages["endless"]["length"]!);
        Assert.InRange((int)messages["endless"]["peak_mb"]!, 20, 600);
    }

    [Fact]
    public void A_cell_that_displays_without_end_is_cut()
    {
        Assert.Equal(1000, (int)messages["displaying_much"]["displays"]!);
        Assert.Equal("[Displays are cut here: more than 1000 in one cell.]\n", (string)messages["displaying_much"]["notice"]!);
    }

    [Fact]
    public void A_silent_cell_shows_nothing_and_is_not_counted()
    {
        Assert.Equal(Around, messages["silent"]["published"].Words());
        Assert.Equal(0, (int)messages["silent"]["counted"]!);
        Assert.Equal("error", (string)messages["silent"]["failed"]!);
        Assert.Equal(Around, messages["silent"]["around"].Words());
    }

    [Fact]
    public void A_cell_that_is_not_stored_shows_its_outputs_and_is_not_counted()
    {
        Assert.Equal(["busy", "execute_input", "execute_result", "idle"], messages["unstored"]["published"].Words());
        Assert.Equal((1, 0), ((int)messages["unstored"]["steps"]!, (int)messages["unstored"]["reply"]!));
    }

    [Fact]
    public void An_empty_cell_is_fine()
    {
        Assert.Equal("ok", (string)messages["empty"]["status"]!);
        Assert.Equal(["busy", "execute_input", "idle"], messages["empty"]["published"].Words());
        Assert.Equal(1, (int)messages["empty"]["counted"]!);
    }

    [Fact]
    public void Expressions_are_evaluated_behind_the_cell_each_with_its_own_error()
    {
        var values = messages["expressions"]["values"]!;
        Assert.Equal(("ok", $"{(20 + 1) * 2}"), ((string)values["double"]!["status"]!, (string)values["double"]!["data"]!["text/plain"]!));
        Assert.Equal("error", (string)values["wrong"]!["status"]!);
        Assert.Contains("CS0103", (string)values["wrong"]!["evalue"]!);
        Assert.Equal(["busy", "execute_input", "idle"], messages["expressions"]["published"].Words());
    }

    [Fact]
    public void Cells_that_wait_behind_a_failure_are_not_run_and_later_ones_are()
    {
        var abort = messages["abort"];
        Assert.Equal(["error", "aborted", "aborted"], abort["replies"]!.AsArray().Select(r => (string)r!["status"]!));
        Assert.Equal(Around, abort["published"].Words());
        Assert.Equal(("ok", "ok"), ((string)abort["info"]!, (string)abort["after"]!));
        Assert.Equal(["error", "ok"], abort["going"].Words());
    }

    [Fact]
    public void A_cell_sent_at_once_when_a_failure_is_answered_is_run() => Assert.Equal(["ok"], messages["next_cell"].Words());

    [Fact]
    public void Places_in_a_cell_are_counted_in_characters_an_emoji_being_one()
    {
        var reply = messages["completion"]["reply"]!;
        Assert.Equal("ok", (string)reply["status"]!);
        Assert.Equal(((int)messages["completion"]["cursor"]!, (int)messages["completion"]["cursor"]!), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        Assert.Equal(Around, messages["completion"]["published"].Words());
    }

    [Fact]
    public void Nothing_is_said_of_a_blank() => Assert.Equal("""{"status":"ok","found":false,"data":{},"metadata":{}}""", messages["inspection"].ToJsonString());

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("var x = 1;", "complete", null)]
    [InlineData("", "complete", null)]
    [InlineData("#!time\n1", "complete", null)]
    [InlineData("if (true) {", "incomplete", 4)]
    [InlineData("void F()\n{\n    if (true) {", "incomplete", 8)]
    [InlineData("Console.WriteLine(", "incomplete", 4)]
    [InlineData("/* open", "incomplete", 0)]
    [InlineData("var x = = 1;", "invalid", null)]
    public void A_console_knows_whether_to_wait_for_another_line(string code, string status, int? indent)
    {
        var reply = messages["complete_code"][code]!;
        Assert.Equal((status, indent), ((string)reply["status"]!, ((string?)reply["indent"])?.Length));
    }

    [Theory]
    [InlineData("tail", """[[-1,"alpha + 1"],[0,"var alpha = 1;"]]""")]
    [InlineData("output", """[[-1,["alpha + 1","2"]],[0,["var alpha = 1;",null]]]""")]
    [InlineData("range", """[[-2,"var alpha = 1;"],[-1,"alpha + 1"]]""")]
    [InlineData("elsewhere", "[]")]
    [InlineData("search", """[[-2,"var alpha = 1;"],[-1,"alpha + 1"],[0,"var alpha = 1;"]]""")]
    [InlineData("unique", """[[0,"var alpha = 1;"]]""")]
    [InlineData("none", "[]")]
    public void History_is_what_was_run_in_this_session(string access, string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), messages["history"][access]), messages["history"][access]!.ToJsonString());

    [Fact]
    public void Comms_are_closed_as_they_are_opened()
    {
        Assert.Equal("""{"status":"ok","comms":{}}""", messages["comms"]["info"]!.ToJsonString());
        Assert.Equal("""[["busy","comm_close","idle"],[{"comm_id":"c-1","data":{}}]]""", messages["comms"]["opened"]!.ToJsonString());
        Assert.Equal(Around, messages["comms"]["ignored"].Words());
        Assert.Equal(Around, messages["comms"]["closed"].Words());
        Assert.True((bool)messages["connect"]);
    }

    [Fact]
    public void A_cell_asks_its_user_for_a_line()
    {
        var asking = messages["asking"];
        Assert.Equal("""{"prompt":"","password":false}""", asking["question"]!.ToJsonString());
        Assert.True((bool)asking["parent"]!);
        Assert.Equal(["busy", "execute_input", "stdout:Who? ", "execute_result", "idle"], asking["published"].Words());
        Assert.Equal("Åsa 😀!", (string)asking["value"]!);
        Assert.Contains("Nobody can be asked for input here", (string)asking["refused"]!);
        Assert.Equal("True", (string)asking["unasked"]!);
    }

    [Fact]
    public void A_cell_that_waits_for_its_user_can_be_interrupted()
    {
        Assert.Equal(("error", "Interrupted"), ((string)messages["asking_stopped"]["reply"]!["status"]!, (string)messages["asking_stopped"]["reply"]!["ename"]!));
        Assert.Equal("ok", (string)messages["asking_stopped"]["after"]!);
    }

    [Fact]
    public void A_later_cell_updates_a_display_under_its_id()
    {
        var updating = messages["updating"];
        Assert.Equal(("one", "three"), ((string)updating["first"]!, (string)updating["last"]!));
        Assert.True((bool)updating["same"]!);
    }

    [Fact]
    public void Of_many_updates_in_a_moment_the_last_is_sent()
    {
        Assert.Equal("20000", (string)messages["updating_much"]["last"]!);
        Assert.InRange((int)messages["updating_much"]["messages"]!, 1, 1000);
    }

    [Fact]
    public void What_a_cell_prints_after_its_end_still_belongs_to_it()
    {
        Assert.Equal(["busy", "execute_input", "idle"], messages["background"]["during"].Words());
        Assert.Equal(["stdout:from behind\n"], messages["background"]["later"].Words());
    }

    [Fact]
    public void A_message_of_an_unknown_type_is_passed_over()
    {
        Assert.Equal(Around, messages["unknown"]["published"].Words());
        Assert.Contains("no_such_request on Shell is not known. Ignored.\n", (string)messages["stderr"]!);
    }

    [Fact]
    public void An_interrupt_with_nothing_to_interrupt_is_fine()
    {
        Assert.Equal("""{"status":"ok"}""", messages["idle_interrupt"]["reply"]!.ToJsonString());
        Assert.Equal(Around, messages["idle_interrupt"]["published"].Words());
        Assert.Equal("ok", (string)messages["idle_interrupt"]["after"]!);
    }

    [Fact]
    public void Only_signed_messages_are_obeyed_and_each_once()
    {
        Assert.Equal("1", (string)messages["distrust"]!);
        var stderr = (string)messages["stderr"]!;
        Assert.Contains("Shell: a message whose signature is wrong. Dropped.\n", stderr);
        Assert.Contains("Shell: a message whose signature is missing. Dropped.\n", stderr);
        Assert.Contains("Shell: a message that was received before. Dropped.\n", stderr);
    }

    [Fact]
    public void A_request_with_a_field_of_another_type_is_answered_with_what_is_expected() => Assert.Equal(
        [
            "execute_request: code is 5. Expected text.",
            "execute_request: code is missing. Expected text.",
            "execute_request: silent is 'yes'. Expected true or false.",
            "execute_request: user_expressions: 'a' is 1. Expected text.",
            "complete_request: cursor_pos is 'end'. Expected a whole number.",
            "inspect_request: code is missing. Expected text.",
            "execute_request: code is text that is not Unicode. Expected text.",
        ], messages["wrong_types"].Words());

    [Fact]
    public void Half_a_character_waits_for_its_other_half()
    {
        Assert.Equal("😀!", (string)messages["halves"]["joined"]!);
        Assert.Equal(("ok", "\uFFFD"), ((string)messages["halves"]["alone"]!, (string)messages["halves"]["text"]!));
    }

    [Fact]
    public void Heartbeat_and_control_do_not_wait_for_a_cell() =>
        Assert.Equal("""{"heard":"ping","info":"ok","cell":"Interrupted"}""", messages["heartbeat_and_control"].ToJsonString());

    [Fact]
    public void A_frame_that_is_too_big_ends_its_connection_and_not_the_kernel() => Assert.Equal("""{"heard":false,"after":"ok"}""", messages["too_big"].ToJsonString());
}
