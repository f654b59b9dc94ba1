using Tureen.Server;
using Tureen.Server.Cluster;
using Tureen.Server.Cluster.Settings;

return await ServerProgram.RunAsync(args, ClusterCommands.All, static (line, file) => new ClusterRunner(line, file, Console.Out).RunAsync());
