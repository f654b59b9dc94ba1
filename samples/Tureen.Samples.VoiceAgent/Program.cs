using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Tureen.Audio;
using Tureen.Client;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Ortc;
using Tureen.Samples.VoiceAgent;
using Tureen.Samples.VoiceAgent.Scripted;

if (AgentOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(AgentOptions.Usage);
    return 2;
}

// Replace these three by clients of the services or local models that you use.
using ISpeechToTextClient ears = new ScriptedTranscriber();
using IChatClient model = new ScriptedModel();
using ITextToSpeechClient voice = new ToneVoice();

using var end = new CancellationTokenSource();
await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
using var room = new RoomClient(new RoomClientOptions
{
    Server = options.Server,
    RoomId = options.Room,
    Token = options.Token,
    DisplayName = options.IsEcho ? "Echo" : "Agent",
    HandlerFactory = factory,
});
var track = new EncodedTrack(MediaKind.Audio, "voice");
using var writer = new AudioWriter(track);
using var latency = new LatencyMeter(writer);
var listener = new RoomListener(writer, latency, options.IsEcho, () => new Conversation(writer, ears, model, voice));

room.OnPeer += peer => Console.WriteLine($"{peer.DisplayName} is here");
room.OnMedia += media => listener.Add(media, end.Token);
room.OnMediaGone += listener.Remove;
room.OnClose += end.Cancel;
using PosixSignalRegistration interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

await room.JoinAsync();
await room.ProduceAsync(new ProducerOptions { Track = track, AppData = new(StringComparer.Ordinal) { ["source"] = "audio" } });
Console.WriteLine("joined");
await Task.Delay(options.Stay, end.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
await end.CancelAsync();
Console.WriteLine(latency.Report());
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    end.Cancel();
}
