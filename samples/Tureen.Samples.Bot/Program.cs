using System.Threading.Channels;
using Tureen.Client;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Ortc;

// A parrot in a room of the room server: it repeats what it hears a second later, and answers in the chat.
if (args.Length < 2 || !Uri.TryCreate(args[0], UriKind.Absolute, out Uri? server))
{
    Console.Error.WriteLine("usage: Tureen.Samples.Bot http://127.0.0.1:4443 ROOM [SECONDS]");
    return 2;
}

TimeSpan stay = args.Length > 2 && double.TryParse(args[2], out double seconds) ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan;
await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
using var room = new RoomClient(new RoomClientOptions { Server = server, RoomId = args[1], DisplayName = "Parrot", HandlerFactory = factory });
var voice = new EncodedTrack(MediaKind.Audio, "voice");
DataProducer? chat = null;
TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
string? speaker = null;
Channel<(string PeerId, DateTime At, ReceivedPacket Packet)> heard = Channel.CreateBounded<(string, DateTime, ReceivedPacket)>(1_000);

room.OnPeer += peer => Console.WriteLine($"{peer.DisplayName} is here");
room.OnPeerGone += id => Console.WriteLine($"{id} left");
room.OnClose += closed.SetResult;
room.OnMedia += media =>
{
    Console.WriteLine($"{media.PeerId} sends {media.Consumer.Kind}");
    if (media.Consumer.Track is ReceivedTrack { Kind: MediaKind.Audio } ear)
    {
        speaker ??= media.PeerId;
        ear.OnPacket += packet => heard.Writer.TryWrite((media.PeerId, DateTime.UtcNow, packet));
    }
};
room.OnMessages += messages => messages.Consumer.OnMessage += message =>
{
    if (messages.PeerId.Length > 0 && message.IsText && chat is { ReadyState: DataChannelState.Open })
    {
        chat.Send($"You said: {message.Text}");
    }
};

await room.JoinAsync();
await room.ProduceAsync(new ProducerOptions { Track = voice, AppData = new(StringComparer.Ordinal) { ["source"] = "audio" } });
chat = await room.ProduceDataAsync(new DataProducerOptions { Label = "chat" });
Console.WriteLine("joined");
_ = RepeatAsync();
await Task.WhenAny(closed.Task, Task.Delay(stay));
return 0;

// It repeats one voice, that of the first speaker, because two do not mix in one stream.
async Task RepeatAsync()
{
    await foreach ((string peerId, DateTime at, ReceivedPacket packet) in heard.Reader.ReadAllAsync())
    {
        TimeSpan wait = at + TimeSpan.FromSeconds(1) - DateTime.UtcNow;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        if (peerId == speaker)
        {
            voice.Write(new EncodedPacket { Payload = packet.Payload, Timestamp = packet.Timestamp, Marker = packet.Marker, AudioLevel = packet.AudioLevel });
        }
    }
}
