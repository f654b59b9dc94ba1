using System.Net.Sockets;
using Tureen.Rooms.Settings;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

try
{
    (bool isToken, string[] arguments) = args switch
    {
        ["token", .. var rest] => (true, rest),
        ["serve", .. var rest] => (false, rest),
        _ => (false, args),
    };
    CommandLine line = CommandLine.Parse(arguments, isToken ? ServerOptions.Token : ServerOptions.All);
    if (line.IsHelp)
    {
        Console.Write(ServerOptions.Usage());
        return 0;
    }

    IConfigurationRoot file = new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .Build();
    if (isToken)
    {
        Console.Write(new TokenCommand(line, Environment.GetEnvironmentVariable, key => file[key]).Write(TimeProvider.System));
        return 0;
    }

    RoomServerSettings settings = new SettingsReader(line, Environment.GetEnvironmentVariable, key => file[key]).Read();
    await using RoomServer server = await RoomServer.StartAsync(settings);
    await server.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception)
    when (exception is SettingsException or Tureen.MediasoupException or IOException or SocketException or InvalidDataException)
{
    await Console.Error.WriteLineAsync("tureen: " + exception.Message.ReplaceLineEndings(" "));
    return 1;
}
