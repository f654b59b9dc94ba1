using System.Runtime.InteropServices;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Samples.Files;

// play: sends a file to the others. record: writes what each of the others sends to files of its own.
if (args.Length < 4 || args[0] is not ("play" or "record") || !Uri.TryCreate(args[1], UriKind.Absolute, out Uri? server))
{
    Console.Error.WriteLine("usage: Tureen.Samples.Files play SERVER ROOM FILE.wav|FILE.opus|FILE.ivf [TOKEN]");
    Console.Error.WriteLine("       Tureen.Samples.Files record SERVER ROOM FOLDER [TOKEN]");
    return 2;
}

using var end = new CancellationTokenSource();
using PosixSignalRegistration interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
using var room = new RoomClient(new RoomClientOptions
{
    Server = server,
    RoomId = args[2],
    Token = args.Length > 4 ? args[4] : "",
    DisplayName = args[0] == "play" ? "Player" : "Recorder",
    HandlerFactory = factory,
});
room.OnClose += end.Cancel;
try
{
    if (args[0] == "play")
    {
        await room.JoinAsync();
        Console.WriteLine("joined");
        await FilePlayer.PlayAsync(room, args[3], end.Token);
    }
    else
    {
        using var recorder = new RoomRecorder(args[3]);
        room.OnMedia += recorder.Add;
        room.OnMediaGone += recorder.Remove;
        await room.JoinAsync();
        Console.WriteLine("joined");
        await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
catch (OperationCanceledException)
{
    // It was stopped.
}
catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"{args[3]}: {error.Message}");
    return 1;
}

return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    end.Cancel();
}
