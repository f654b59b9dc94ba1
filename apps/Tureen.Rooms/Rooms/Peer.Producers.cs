using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

internal sealed partial class Peer
{
    private int _producersBeingMade;

    private async Task ProduceAsync(ProtooRequest request, RequestData data)
    {
        RequireJoined();
        if (_producers.Count + _producersBeingMade >= RoomLimits.MaxProducersPerPeer)
        {
            throw new ProtooException("too many producers");
        }

        WebRtcTransport transport = FindTransport(data).Transport;
        JsonObject appData = KeptData.Object(data, "appData", RoomLimits.MaxAppDataLength);
        appData["peerId"] = Id;
        JsonElement parameters = KeptData.Element(data, "rtpParameters", RoomLimits.MaxRtpParametersLength);
        var options = new ProducerOptions
        {
            Kind = WireEnum.Parse<MediaKind>(data.Text("kind")),
            RtpParameters = OrtcJson.Deserialize<RtpParameters>(parameters),
            AppData = new() { [RoomSpeakers.PeerIdKey] = Id },
        };
        _relays.TakeProducer();
        long kept = KeptData.LengthOf(appData) + KeptData.LengthOf(parameters);
        _kept.Keep(kept);
        _producersBeingMade++;
        bool isMade = false;
        try
        {
            Producer producer = await MakeProducerAsync(transport, options);
            RequireOpen();
            isMade = true;
            var produced = new PeerProducer(producer, Id, appData) { KeptLength = kept };
            _producers.Add(producer.Id, produced);

            // The answer goes out before the requests to the others.
            request.Accept(Dialect.Made("producer", producer.Id));
            _room.HandleNewProducer(this, produced);
        }
        finally
        {
            _producersBeingMade--;
            _kept.Free(isMade ? 0 : kept);
        }
    }

    private async Task<Producer> MakeProducerAsync(WebRtcTransport transport, ProducerOptions options)
    {
        Producer producer = await transport.ProduceAsync(options).ConfigureAwait(false);

        // Not on the room's loop: handlers that are attached before the next await miss no event.
        producer.OnScore += scores => NotifyOptional("producerScore", PeerMessages.ProducerScore(producer.Id, scores));
        return producer;
    }
}
