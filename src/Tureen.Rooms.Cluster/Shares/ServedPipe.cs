using Tureen.Rooms.Logging;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>One end of a pipe by which another machine gets what members of this one send. Runs on the room's loop.</summary>
internal sealed class ServedPipe
{
    private readonly Task<PipeTransport> _transport;
    private readonly PipeAddress _address;
    private readonly Room _room;
    private readonly Dictionary<string, Task<string>> _pulled = new(StringComparer.Ordinal);

    /// <param name="room">The room.</param>
    /// <param name="address">Where the end listens.</param>
    /// <param name="offer">The other end.</param>
    public ServedPipe(Room room, PipeAddress address, string offer)
    {
        _address = address;
        _room = room;
        _transport = CreateAsync(room, address, offer);
    }

    /// <summary>This end.</summary>
    public async Task<string> AnswerAsync() => PipeText.Offer(await _transport, _address);

    /// <summary>Sends what a producer carries.</summary>
    public Task<string> PullAsync(string producerId, bool isMedia)
    {
        if (_pulled.TryGetValue(producerId, out Task<string>? known) && !known.IsFaulted)
        {
            return known;
        }

        return _pulled[producerId] = isMedia ? PullMediaAsync(producerId) : PullMessagesAsync(producerId);
    }

    public void Close() => _ = CloseAsync();

    private static async Task<PipeTransport> CreateAsync(Room room, PipeAddress address, string offer)
    {
        PipeTransport transport = await ServedPipes.CreateTransportAsync(room, address);
        try
        {
            await transport.ConnectAsync(PipeText.ReadOffer(offer));
            return transport;
        }
        catch
        {
            transport.Close();
            throw;
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            (await _transport).Close();
        }
        catch (Exception exception)
        {
            // Whoever asked for it has heard why, too.
            _room.Logger.LogDebug("A pipe of room {RoomId} was never open: {Reason}", LogText.Of(_room.Id), LogText.Of(exception.Message));
        }
    }

    private async Task<string> PullMediaAsync(string producerId)
    {
        Consumer consumer = await (await _transport).ConsumeAsync(producerId);
        consumer.Observer.OnClose += () => _room.Loop.Post(() => _pulled.Remove(producerId));
        return PipeText.Piped(consumer);
    }

    private async Task<string> PullMessagesAsync(string producerId)
    {
        DataConsumer consumer = await (await _transport).ConsumeDataAsync(new DataConsumerOptions { DataProducerId = producerId });
        consumer.Observer.OnClose += () => _room.Loop.Post(() => _pulled.Remove(producerId));
        return PipeText.Piped(consumer);
    }
}
