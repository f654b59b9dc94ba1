using Tureen.Client.Native.Sessions;
using Tureen.Client.Native.Settings;
using Tureen.Ortc;

namespace Tureen.Client.Native.Data;

/// <summary>The data channels of a session, which open and close with its SCTP association.</summary>
internal sealed class DataChannels(NativeSession session, SctpParameters? serverSctp)
{
    /// <summary>What an empty message of bytes is marked with (RFC 8831 §8).</summary>
    private const uint EmptyBinaryPpid = 57;

    private readonly Lock _gate = new();
    private readonly HashSet<NativeDataChannel> _channels = [];
    private bool _isListening;

    /// <summary>Bytes of the longest message that the server takes.</summary>
    public long? MaxMessageSize => serverSctp is null ? null : serverSctp.MaxReceiveMessageSize ?? serverSctp.MaxMessageSize ?? NativeLimits.DefaultMessageSize;

    /// <summary>Opens a channel to send to the server.</summary>
    public async Task<HandlerSendDataChannelResult> SendAsync(HandlerSendDataChannelOptions options)
    {
        NativeEnds ends = await ConnectAsync().ConfigureAwait(false);
        Tureen.DataProducer producer = await ends.Direct.ProduceDataAsync(
            new Tureen.DataProducerOptions { Label = options.Label, Protocol = options.Protocol }).ConfigureAwait(false);
        Tureen.DataConsumer consumer = await ends.Client.ConsumeDataAsync(new Tureen.DataConsumerOptions
        {
            DataProducerId = producer.Id,
            Ordered = options.Ordered,
            MaxPacketLifeTime = options.MaxPacketLifeTime,
            MaxRetransmits = options.MaxRetransmits,
        }).ConfigureAwait(false);
        var channel = new NativeDataChannel(
            consumer.StreamId!.Value,
            (options.Label, options.Protocol),
            consumer,
            MaxMessageSize!.Value,
            closed => HandleClosed(closed, producer.Close));
        Add(channel, ends.Client);
        return new HandlerSendDataChannelResult { DataChannel = channel, SctpStreamParameters = consumer.SctpStreamParameters! };
    }

    /// <summary>Opens a channel to receive from the server.</summary>
    public async Task<IDataChannel> ReceiveAsync(HandlerReceiveDataChannelOptions options)
    {
        NativeEnds ends = await ConnectAsync().ConfigureAwait(false);
        Tureen.DataProducer producer = await ends.Client.ProduceDataAsync(new Tureen.DataProducerOptions
        {
            SctpStreamParameters = options.SctpStreamParameters,
            Label = options.Label,
            Protocol = options.Protocol,
        }).ConfigureAwait(false);
        var channel = new NativeDataChannel(
            options.SctpStreamParameters.StreamId, (options.Label, options.Protocol), null, 0, closed => HandleClosed(closed, producer.Close));
        Tureen.DataConsumer consumer = await ends.Direct.ConsumeDataAsync(
            new Tureen.DataConsumerOptions { DataProducerId = producer.Id }).ConfigureAwait(false);
        consumer.OnMessage += message => channel.Receive(ToMessage(message));
        consumer.OnDataProducerClose += channel.Close;
        Add(channel, ends.Client);
        return channel;
    }

    /// <summary>Closes all of them, because the session is over.</summary>
    public void Close()
    {
        foreach (NativeDataChannel channel in All())
        {
            channel.Close();
        }
    }

    /// <summary>The channels that are open or opening.</summary>
    public List<NativeDataChannel> All()
    {
        lock (_gate)
        {
            return [.. _channels];
        }
    }

    private static DataMessage ToMessage(DataConsumerMessage message) =>
        message.Text is { } text ? new DataMessage(text) : new DataMessage(message.Ppid == EmptyBinaryPpid ? default : message.Data);

    private async Task<NativeEnds> ConnectAsync()
    {
        NativeEnds ends = await session.ConnectAsync().ConfigureAwait(false);
        lock (_gate)
        {
            if (!_isListening)
            {
                _isListening = true;
                ends.Client.OnSctpStateChange += HandleState;
            }
        }

        return ends;
    }

    private void Add(NativeDataChannel channel, ClientTransport client)
    {
        lock (_gate)
        {
            _channels.Add(channel);
        }

        // The association may have come up before the channel was among those that get its state.
        if (client.SctpState == SctpState.Connected)
        {
            channel.Open();
        }
    }

    private void HandleState(SctpState state)
    {
        foreach (NativeDataChannel channel in All())
        {
            if (state == SctpState.Connected)
            {
                channel.Open();
            }
            else if (state is SctpState.Failed or SctpState.Closed)
            {
                channel.Close();
            }
        }
    }

    private void HandleClosed(NativeDataChannel channel, Action close)
    {
        lock (_gate)
        {
            _channels.Remove(channel);
        }

        close();
    }
}
