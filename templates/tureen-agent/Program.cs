using Tureen.Audio;
using Tureen.Client;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Ortc;

if (args.Length < 2 || !Uri.TryCreate(args[0], UriKind.Absolute, out Uri? server))
{
    Console.Error.WriteLine("usage: TureenApp http://localhost:4443 ROOM [TOKEN]");
    return 2;
}

// 1. A media stack, a voice of our own, and a place in the room.
using var end = new CancellationTokenSource();
await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
var track = new EncodedTrack(MediaKind.Audio, "voice");
using var voice = new AudioWriter(track);
using var room = new RoomClient(new RoomClientOptions
{
    Server = server,
    RoomId = args[1],
    Token = args.Length > 2 ? args[2] : "",
    DisplayName = "TureenApp",
    HandlerFactory = factory,
});

room.OnPeer += peer => Console.WriteLine($"{peer.DisplayName} is here");
room.OnClose += end.Cancel;
room.OnMedia += media =>
{
    if (media.Consumer.Track is ReceivedTrack { Kind: MediaKind.Audio } ear)
    {
        _ = ListenAsync(media.PeerId, ear);
    }
};
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    end.Cancel();
};

// 2. In.
await room.JoinAsync();
await room.ProduceAsync(new ProducerOptions { Track = track, AppData = new() { ["source"] = "audio" } });
Console.WriteLine("joined");
await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
return 0;

// 3. A frame of sound every 20 ms, until somebody has paused.
async Task ListenAsync(string peerId, ReceivedTrack ear)
{
    using var reader = new AudioReader(ear);
    var detector = new VoiceActivityDetector(voice.SampleRate);
    List<short> heard = [];
    await foreach (AudioFrame frame in reader.ReadAllAsync(end.Token))
    {
        bool wasSpeaking = detector.IsSpeaking;
        bool isSpeaking = detector.Process(frame.Samples.Span);
        if (isSpeaking && !wasSpeaking)
        {
            // Whoever speaks interrupts the answer.
            voice.Clear();
        }

        if (isSpeaking || wasSpeaking)
        {
            heard.AddRange(frame.Samples.Span);
        }

        if (wasSpeaking && !isSpeaking)
        {
            Console.WriteLine($"{peerId} said {heard.Count / (double)voice.SampleRate:F1} s");
            await AnswerAsync([.. heard]);
            heard.Clear();
        }
    }
}

// 4. The answer. Speech recognition, a model and speech synthesis belong here.
async Task AnswerAsync(short[] samples) => await voice.WriteAsync(samples, end.Token);
