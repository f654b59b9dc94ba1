using System.Net.Sockets;
using Tureen.Rooms.Settings;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

try
{
    CommandLine line = CommandLine.Parse(args);
    if (line.IsHelp)
    {
        Console.Write(ServerOptions.Usage());
        return 0;
    }

    IConfigurationRoot file = new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .Build();
    RoomServerSettings settings = new SettingsReader(line, Environment.GetEnvironmentVariable, key => file[key]).Read();
    await using RoomServer server = await RoomServer.StartAsync(settings);
    await server.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception)
    when (exception is SettingsException or Tureen.MediasoupException or IOException or SocketException or InvalidDataException)
{
    await Console.Error.WriteLineAsync("tureen-rooms: " + exception.Message.ReplaceLineEndings(" "));
    return 1;
}
