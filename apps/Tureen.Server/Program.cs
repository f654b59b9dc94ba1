using Tureen.Server;
using Tureen.Server.Settings;

return await ServerProgram.RunAsync(args, ServerCommands.All, static (line, file) => new CommandRunner(line, file).RunAsync());
