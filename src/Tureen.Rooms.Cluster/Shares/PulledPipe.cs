using System.Text.Json;
using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>This machine's end of the pipe by which it gets the media of one room from one other machine. It is opened on first need. Runs on the room's loop.</summary>
internal sealed class PulledPipe(RoomCluster cluster, Room room, SiloAddress node)
{
    private readonly string _key = RoomKey.Of(room.Id);
    private Task<RouterPipe>? _opening;
    private bool _isClosed;

    private IMediaNode Node => cluster.Nodes.Of(node);

    /// <summary>Gets the media of a producer.</summary>
    public async Task<Producer> PullAsync(string producerId, string peerId)
    {
        RouterPipe pipe = await OpenAsync();
        string piped = await Node.PullAsync(_key, cluster.States.Local, pipe.Id, producerId);
        PipedProducer offer = Read(piped, JsonSerializer.Deserialize(piped, TureenJsonContext.Default.PipedProducer));
        return await pipe.AcceptAsync(offer, new PipeAcceptOptions { AppData = new(StringComparer.Ordinal) { [RoomSpeakers.PeerIdKey] = peerId } });
    }

    /// <summary>Gets the messages of a data producer.</summary>
    public async Task<DataProducer> PullDataAsync(string producerId)
    {
        RouterPipe pipe = await OpenAsync();
        string piped = await Node.PullAsync(_key, cluster.States.Local, pipe.Id, producerId);
        return await pipe.AcceptDataAsync(Read(piped, JsonSerializer.Deserialize(piped, TureenJsonContext.Default.PipedDataProducer)));
    }

    /// <summary>Closes all that it carries.</summary>
    public void Close()
    {
        _isClosed = true;
        _ = CloseAsync();
    }

    private static T Read<T>(string json, T? value)
        where T : class
        => value ?? throw new JsonException($"the other machine answers {json}");

    private async Task CloseAsync()
    {
        try
        {
            if (_opening is { } opening)
            {
                (await opening).Close();
            }
        }
        catch (Exception exception)
        {
            // Whoever wanted it has heard why, too.
            room.Logger.LogDebug("A pipe from {Node} was never open: {Reason}", node, exception.Message);
        }
    }

    /// <summary>Opens it, or opens another one when the last one failed or has closed.</summary>
    private Task<RouterPipe> OpenAsync()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        bool isGood = _opening is { IsFaulted: false, IsCanceled: false } && _opening is not { IsCompletedSuccessfully: true, Result.Closed: true };
        return _opening = isGood ? _opening! : CreateAsync();
    }

    private async Task<RouterPipe> CreateAsync()
    {
        RouterPipe pipe = await ServedPipe.OpenAsync(room, cluster.PipeAddress);
        try
        {
            string offer = JsonSerializer.Serialize(pipe.Offer, TureenJsonContext.Default.PipeOffer);
            string answer = await Node.OpenPipeAsync(_key, cluster.States.Local, pipe.Id, offer);
            await pipe.ConnectAsync(Read(answer, JsonSerializer.Deserialize(answer, TureenJsonContext.Default.PipeOffer)));
            return pipe;
        }
        catch
        {
            pipe.Close();
            throw;
        }
    }
}
