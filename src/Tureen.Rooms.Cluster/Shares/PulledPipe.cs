using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>This machine's end of the pipe by which it gets the media of one room from one other machine. It is opened on first need. Runs on the room's loop.</summary>
internal sealed class PulledPipe(RoomCluster cluster, Room room, SiloAddress node)
{
    private readonly string _key = RoomKey.Of(room.Id);
    private Task<PipeTransport>? _opening;
    private string _id = string.Empty;
    private bool _isClosed;

    private IMediaNode Node => cluster.Nodes.Of(node);

    /// <summary>Gets the media of a producer.</summary>
    public async Task<Producer> PullAsync(string producerId)
    {
        PipeTransport transport = await OpenAsync();
        string piped = await Node.PullAsync(_key, cluster.States.Local, _id, producerId);
        return await transport.ProduceAsync(PipeText.ReadMedia(piped, producerId));
    }

    /// <summary>Gets the messages of a data producer.</summary>
    public async Task<DataProducer> PullDataAsync(string producerId)
    {
        PipeTransport transport = await OpenAsync();
        string piped = await Node.PullAsync(_key, cluster.States.Local, _id, producerId);
        return await transport.ProduceDataAsync(PipeText.ReadMessages(piped, producerId));
    }

    /// <summary>Closes all that it carries.</summary>
    public void Close()
    {
        _isClosed = true;
        _ = CloseAsync(_opening);
    }

    private static async Task CloseAsync(Task<PipeTransport>? opening)
    {
        try
        {
            (await (opening ?? Task.FromResult<PipeTransport>(null!)))?.Close();
        }
        catch (Exception exception) when (exception is MediasoupException or OrleansException or TimeoutException or InvalidOperationException)
        {
            // It was never open.
        }
    }

    /// <summary>Opens it, or opens another one when the last one failed or has closed.</summary>
    private Task<PipeTransport> OpenAsync()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        bool isGood = _opening is { IsFaulted: false, IsCanceled: false } && _opening is not { IsCompletedSuccessfully: true, Result.Closed: true };
        return _opening = isGood ? _opening! : CreateAsync();
    }

    private async Task<PipeTransport> CreateAsync()
    {
        PipeTransport transport = await ServedPipes.CreateTransportAsync(room, cluster.PipeAddress);
        try
        {
            _id = transport.Id;
            string answer = await Node.OpenPipeAsync(_key, cluster.States.Local, _id, PipeText.Offer(transport, cluster.PipeAddress));
            await transport.ConnectAsync(PipeText.ReadOffer(answer));
            return transport;
        }
        catch
        {
            transport.Close();
            throw;
        }
    }
}
