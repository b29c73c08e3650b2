using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit cluster</c>: archives scored by many machines that Slurm schedules.</summary>
static class ClusterCommand
{
    public static Command Create() => new("cluster", "Score an archive on a cluster that runs Slurm, and see how far it is.") { ClusterScoreCommand.Create(), ClusterStatusCommand.Create() };
}
