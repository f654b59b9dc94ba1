using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Rooms;

/// <summary>Answers text messages that peers send to it, for all to read.</summary>
internal sealed class RoomBot
{
    private readonly ILogger _logger;
    private readonly DirectTransport _transport;

    private RoomBot(DirectTransport transport, DataProducer producer, ILogger logger)
    {
        _transport = transport;
        _logger = logger;
        Producer = new PeerDataProducer(producer, PeerId: null, new JsonObject { ["channel"] = PeerDataProducer.Bot });
    }

    /// <summary>What every peer hears it by.</summary>
    public PeerDataProducer Producer { get; }

    public static async Task<RoomBot> CreateAsync(Router router, ILogger logger)
    {
        DirectTransport transport = await router.CreateDirectTransportAsync(new DirectTransportOptions
        {
            MaxSendMessageSize = RoomLimits.MaxBotMessageLength,
            MaxReceiveMessageSize = RoomLimits.MaxBotMessageLength,
        }).ConfigureAwait(false);
        try
        {
            DataProducer producer =
                await transport.ProduceDataAsync(new DataProducerOptions { Label = PeerDataProducer.Bot }).ConfigureAwait(false);
            return new RoomBot(transport, producer, logger);
        }
        catch
        {
            // The next attempt makes another one.
            transport.Close();
            throw;
        }
    }

    /// <summary>Listens to what a peer sends to it. Never throws.</summary>
    public async Task ListenAsync(Peer peer, PeerDataProducer producer)
    {
        try
        {
            DataConsumer consumer = await _transport.ConsumeDataAsync(
                new DataConsumerOptions { DataProducerId = producer.DataProducer.Id }).ConfigureAwait(false);
            consumer.OnMessage += message =>
            {
                if (message.Text is { Length: > 0 } text)
                {
                    Producer.DataProducer.Send(peer.Dialect.BotAnswer(peer.DisplayName, text));
                }
            };
        }
        catch (MediasoupException exception)
        {
            _logger.LogDebug("The bot does not hear {PeerId}: {Reason}", LogText.Of(peer.Id), LogText.Of(exception.Message));
        }
    }
}
