namespace Tureen.V2;

/// <summary>Sends a producer of a room as plain RTP to one address (v2 RtpStreamer).</summary>
public sealed class RtpStreamer : RoomObject, IDisposable
{
    private readonly Room _room;
    private bool _closed;

    private RtpStreamer(Room room, Consumer consumer, PlainRtpTransport transport)
        : base(room.Dispatcher)
    {
        _room = room;
        Consumer = consumer;
        Transport = transport;
        consumer.OnClose += (_, _) => Close();
        transport.OnClose += (_, _) => Close();
        room.Closing += Close;
    }

    /// <summary>The streamer was closed (v2 <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>What is sent.</summary>
    public Consumer Consumer { get; }

    /// <summary>Where it is sent.</summary>
    public PlainRtpTransport Transport { get; }

    /// <summary>Whether the streamer is closed.</summary>
    public bool Closed => Volatile.Read(ref _closed);

    /// <summary>Closes the streamer with its consumer and transport. Does nothing the second time.</summary>
    public void Close()
    {
        lock (_room.Gate)
        {
            if (_closed)
            {
                return;
            }

            Volatile.Write(ref _closed, true);
            _room.Closing -= Close;
            Consumer.Close();
            Transport.Close();
            _room.FreeTransportId(Transport.Id);
            Raise("close", OnClose);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    internal static async Task<RtpStreamer> CreateAsync(Room room, Producer producer, string remoteIP, int remotePort, string? localIP)
    {
        // 1. Where to.
        int id;
        lock (room.Gate)
        {
            room.RequireOpen();
            bool isOfRoom = producer?.Peer.Room == room && !producer.Closed;
            id = isOfRoom ? room.TakeTransportId(null) : throw new MediasoupException("Producer not found");
        }

        PlainRtpTransport? transport = null;
        Consumer? consumer = null;
        try
        {
            Router router = await room.GetRouterAsync().ConfigureAwait(false);
            var wishes = new TransportWishes(true, false, false, false, false, false);
            transport = await PlainRtpTransport
                .CreateAsync(room, null, router, id, null, wishes, remoteIP, localIP).ConfigureAwait(false);
            await transport.SetRemoteParametersAsync(remoteIP, remotePort).ConfigureAwait(false);

            // 2. What, in the room's own numbers.
            Task enabling;
            lock (room.Gate)
            {
                consumer = new Consumer(
                    room,
                    null,
                    producer!,
                    ConsumerNegotiation.Choose(producer!.Consumable, room.Capabilities, static () => (uint)RandomId.Next()));
                producer.Add(consumer);
                transport.StreamedConsumer = consumer;
                enabling = consumer.EnableAsync(transport, isPaused: false, preferredProfile: null);
            }

            await enabling.ConfigureAwait(false);
            return new RtpStreamer(room, consumer, transport);
        }
        catch
        {
            consumer?.Close();
            transport?.Close();
            lock (room.Gate)
            {
                room.FreeTransportId(id);
            }

            throw;
        }
    }
}
