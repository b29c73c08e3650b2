using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A Slurm of its own on loopback: a controller and the nodes <c>one</c> and <c>two</c>, a core each, in a folder that is deleted afterwards with every process that belongs to it.</summary>
sealed class SlurmCluster : IDisposable
{
    /// <summary>Says in a process's environment which node it belongs to.</summary>
    const string NodeVariable = "RESEARCHKIT_TEST_NODE";

    /// <summary>Ten times what the longest wait takes on a quiet machine: the tests beside this one leave the cluster little of it.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    readonly ArticleFolder folder = new();
    readonly List<Process> daemons = [];

    /// <summary>Tasks whose waiting was cut short, and since when.</summary>
    readonly Dictionary<string, Stopwatch> hurried = [];

    public SlurmCluster()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/slurmctld") && File.Exists("/usr/sbin/slurmd"), "Slurm (Debian's slurm-wlm) is not installed.");
        var ports = Free(3);
        // Users are believed (auth/none), processes are followed by their group, and everything waits as short as it may.
        folder.Put("slurm.conf", $"""
            ClusterName=loopback
            SlurmctldHost=localhost(127.0.0.1)
            SlurmctldPort={ports[0]}
            AuthType=auth/none
            CredType=cred/none
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            StateSaveLocation={this["state"]}
            SlurmdSpoolDir={this["%n.spool"]}
            SlurmctldPidFile={this["slurmctld.pid"]}
            SlurmdPidFile={this["%n.pid"]}
            SlurmctldLogFile={this["slurmctld.log"]}
            SlurmdLogFile={this["%n.log"]}
            SlurmdParameters=config_overrides
            ProctrackType=proctrack/pgid
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerType=sched/builtin
            SchedulerParameters=sched_interval=1,batch_sched_delay=0
            MpiDefault=none
            MailProg=/bin/true
            ReturnToService=2
            SlurmdTimeout=3
            MessageTimeout=2
            KillWait=1
            MinJobAge=300
            NodeName=one NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1 RealMemory=4000
            NodeName=two NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1 RealMemory=4000
            PartitionName=all Nodes=one,two Default=YES MaxTime=INFINITE State=UP

            """);
        foreach (var made in new[] { "state", "one.spool", "two.spool" }) Directory.CreateDirectory(this[made]);
        Start("controller", "/usr/sbin/slurmctld", "-D", "-c");
        foreach (var node in new[] { "one", "two" }) Start(node, "/usr/sbin/slurmd", "-D", "-N", node);
        WaitUntil(() => Say("sinfo", "--noheader", "--Node", "--format=%N %T") == "one idle\ntwo idle\n", "both nodes are idle");
    }

    public string this[string name] => folder[name];

    public string Put(string name, string text) => folder.Put(name, text);

    public KitResult Kit(params string[] arguments) => Tests.Kit.RunWith(Settings, folder.Path, arguments);

    /// <summary>What a command of Slurm prints.</summary>
    public string Say(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        return Tests.Kit.Finish(start).Output;
    }

    /// <summary>Lets tasks that were requeued begin in three seconds: Slurm holds them for two minutes. Not at once, since a node refuses for good what comes back in the second in which it ended ("credential revoked").</summary>
    public void Hurry()
    {
        foreach (var task in Say("squeue", "--noheader", "--array", "--states=PENDING", "--format=%F_%K %r").Split('\n').Where(line => line.EndsWith(" BeginTime", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]))
        {
            if (hurried.TryGetValue(task, out var since) && since.Elapsed < TimeSpan.FromSeconds(15)) continue;
            hurried[task] = Stopwatch.StartNew();
            Say("scontrol", "update", $"JobId={task}", "StartTime=now+3");
        }
    }

    /// <summary>Lets the programs of tasks run, each until something is so of it, and not much longer however fast the machine is: they are stopped whenever a look is taken. They stay stopped.</summary>
    /// <param name="holds">What is to be so of a task.</param>
    /// <param name="tasks">The tasks.</param>
    public void Halt(Func<int, bool> holds, params int[] tasks)
    {
        var going = tasks.ToHashSet();
        WaitUntil(() =>
        {
            foreach (var task in going.ToList())
            {
                var program = Programs(task);
                if (program.Count == 0) continue;
                Signal("-STOP", program);
                if (holds(task)) going.Remove(task);
                else Signal("-CONT", program);
            }
            return going.Count == 0;
        }, $"tasks {string.Join(" and ", tasks)} are where they should be stopped");
    }

    /// <summary>Kills the program of a task, as the kernel does when memory runs out; the task's script stays.</summary>
    public void Kill(int shard) => Signal("-KILL", Programs(shard));

    /// <summary>A node is gone from one moment to the next, and with it everything that ran there.</summary>
    public void TakeDown(string node) => End(Processes().Where(process => process.Has($"{NodeVariable}={node}") || process.Has($"SLURMD_NODENAME={node}")));

    /// <summary>Waits, and says what stood in the queue and what the controller wrote last where it waited in vain.</summary>
    public void WaitUntil(Func<bool> holds, string what)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); Thread.Sleep(20))
            if (clock.Elapsed > Patience)
                Assert.Fail($"After {Patience.TotalSeconds} s it is still not so that {what}.\n{Say("sinfo", "--Node")}{Say("squeue", "--array")}{string.Join('\n', File.ReadLines(this["slurmctld.log"]).TakeLast(30))}");
    }

    public void Dispose()
    {
        for (var attempt = 0; attempt < 50 && End(Processes()) > 0; attempt++) Thread.Sleep(100);
        foreach (var daemon in daemons) daemon.Dispose();
        folder.Dispose();
    }

    Dictionary<string, string> Settings => new() { ["SLURM_CONF"] = this["slurm.conf"] };

    void Start(string node, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        start.Environment[NodeVariable] = node;
        var daemon = Process.Start(start)!;
        // It writes to its log file too.
        daemon.OutputDataReceived += (_, _) => { };
        daemon.ErrorDataReceived += (_, _) => { };
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        daemons.Add(daemon);
    }

    /// <summary>The processes that were started for this cluster, by it or by its jobs.</summary>
    IEnumerable<Started> Processes()
    {
        foreach (var entry in Directory.GetDirectories("/proc").Where(entry => int.TryParse(Path.GetFileName(entry), out var id) && id != Environment.ProcessId))
        {
            Started? found = null;
            try { found = new(Path.GetFileName(entry), File.ReadAllText(Path.Combine(entry, "comm")).Trim(), File.ReadAllText(Path.Combine(entry, "environ")).Split('\0')); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
            if (found?.Has($"SLURM_CONF={this["slurm.conf"]}") == true) yield return found;
        }
    }

    List<Started> Programs(int shard) => [.. Processes().Where(process => process.Name == "dotnet" && process.Has($"SLURM_ARRAY_TASK_ID={shard.ToString(CultureInfo.InvariantCulture)}"))];

    /// <summary>First all are stopped: none shall see another's end and report it.</summary>
    static int End(IEnumerable<Started> processes)
    {
        var ended = processes.ToList();
        Signal("-STOP", ended);
        Signal("-KILL", ended);
        return ended.Count;
    }

    static void Signal(string signal, List<Started> processes)
    {
        if (processes.Count > 0) Tests.Kit.Finish(new("/bin/kill", [signal, .. processes.Select(process => process.Id)]) { RedirectStandardOutput = true, RedirectStandardError = true });
    }

    static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }

    sealed record Started(string Id, string Name, string[] Environment)
    {
        public bool Has(string setting) => Environment.Contains(setting);
    }
}
