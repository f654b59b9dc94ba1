using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

public sealed partial class Peer
{
    /// <summary>
    /// Answers a request of the client whose target is the peer: <c>createTransport</c>, <c>restartTransport</c>,
    /// <c>createProducer</c> or <c>enableConsumer</c>. Call it in the order in which the client's messages come.
    /// </summary>
    /// <param name="request">The request as the client sent it.</param>
    /// <returns>The response, for the client; null for an empty one.</returns>
    /// <exception cref="InvalidStateException">The peer, or what is meant, is closed or in another state.</exception>
    /// <exception cref="MediasoupTypeException">The request is malformed.</exception>
    /// <exception cref="MediasoupException">It cannot be granted.</exception>
    public async Task<JsonObject?> ReceiveRequestAsync(JsonObject request)
    {
        Task<JsonObject?> answer;
        lock (Room.Gate)
        {
            RequireOpen();
            JsonObject copy = MessageFields.Copy(request, "request");
            string method = Messages.MethodOfRequest(copy);
            answer = method switch
            {
                "createTransport" => CreateTransportAsync(copy),
                "restartTransport" => RestartTransportAsync(copy),
                "createProducer" => CreateProducerAsync(copy),
                "enableConsumer" => EnableConsumerAsync(copy),
                _ => throw new MediasoupException($"unknown request method [method:{method}]"),
            };
        }

        return await answer.ConfigureAwait(false);
    }

    private static int? OptionalId(JsonObject fields)
    {
        Check.That(fields["id"] is null || fields.Integer("id") is >= 0, "wrong id");
        return fields.Integer("id");
    }

    private async Task<JsonObject?> RestartTransportAsync(JsonObject request)
    {
        WebRtcTransport transport = FindTransport(request.Integer("id")) as WebRtcTransport
            ?? throw new MediasoupException("Transport is not a WebRtcTransport");
        IceParameters parameters = await transport.RestartIceAsync().ConfigureAwait(false);
        return new JsonObject { ["iceParameters"] = JsonNode.Parse(OrtcJson.Serialize(parameters)) };
    }

    private async Task<JsonObject?> CreateTransportAsync(JsonObject request)
    {
        // 1. A place and a number for it.
        Check.That(request["options"] is JsonObject || request["plainRtpParameters"] is null, "options is not an object");
        int? wanted = OptionalId(request);
        if (_transports.Count + _transportsBeingMade >= V2Limits.MaxTransportsPerPeer)
        {
            throw new MediasoupException("too many transports");
        }

        RequireRoomFor(request);
        IDisposable? place = TakePlace(isPlain: request["plainRtpParameters"] is not null);
        int id = Room.TakeTransportId(wanted);
        _transportsBeingMade++;
        Transport transport;
        try
        {
            // 2. The engine makes it.
            transport = await MakeTransportAsync(id, request).ConfigureAwait(false);
        }
        catch
        {
            place?.Dispose();
            lock (Room.Gate)
            {
                _transportsBeingMade--;
                Room.FreeTransportId(id);
            }

            throw;
        }

        // 3. Known from here on.
        lock (Room.Gate)
        {
            _transportsBeingMade--;
            _transports.Add(transport);
            transport.OnClose += (_, _) => place?.Dispose();
            if (_closed)
            {
                transport.Close(Originator.Local, null);
                RequireOpen();
            }

            Raise("newtransport", OnNewTransport, transport);
        }

        // 4. The client's side of it.
        await SetRemoteAsync(transport, request).ConfigureAwait(false);
        return transport.ToResponse();
    }

    private async Task SetRemoteAsync(Transport transport, JsonObject request)
    {
        try
        {
            await transport.SetRemoteAsync(request).ConfigureAwait(false);
        }
        catch
        {
            lock (Room.Gate)
            {
                transport.Close(Originator.Remote, null);
            }

            throw;
        }
    }

    /// <exception cref="MediasoupException">The application has no place for it, or wants none of its kind.</exception>
    private IDisposable? TakePlace(bool isPlain)
    {
        if (isPlain && TransportRules is { AllowPlain: false })
        {
            throw new UnsupportedException("plain transports are not allowed");
        }

        return TransportRules?.TakePlace is { } take ? take() ?? throw new MediasoupException("too many transports") : null;
    }

    /// <summary>With the gate held: bounds the application's data of a request and of all open transports and producers together.</summary>
    /// <exception cref="MediasoupException">It would be too much.</exception>
    private void RequireRoomFor(JsonObject request)
    {
        if (request.AppData() is not { } data)
        {
            return;
        }

        int length = MessageFields.LengthOf(data)
            + _transports.Sum(static one => MessageFields.LengthOf(one.AppData))
            + _producers.Sum(static one => MessageFields.LengthOf(one.AppData));
        if (length > V2Limits.MaxAppDataPerPeer)
        {
            throw new MediasoupException("too much appData");
        }
    }

    private async Task<Transport> MakeTransportAsync(int id, JsonObject request)
    {
        JsonObject options = request.Object("options") ?? [];
        Router router = await Room.GetRouterAsync().ConfigureAwait(false);
        return request["plainRtpParameters"] is null
            ? await WebRtcTransport.CreateAsync(this, router, id, request, options).ConfigureAwait(false)
            : await PlainRtpTransport.CreateAsync(Room, this, router, id, request, options).ConfigureAwait(false);
    }

    private async Task<JsonObject?> CreateProducerAsync(JsonObject request)
    {
        // 1. What is wanted.
        MediaKind kind = V2Codec.ReadKind(request.Text("kind")) ?? throw new MediasoupTypeException($"unknown kind [kind:{request.Text("kind")}]");
        if (Spy)
        {
            throw new MediasoupException("spy peers cannot create producers");
        }

        ProducerNegotiation negotiation = Negotiate(kind, request, out V2RtpParameters parameters);
        Transport transport = _transports.Find(one => one.Id == request.Integer("transportId"))
            ?? throw new MediasoupTypeException("Transport not found");
        int? wanted = OptionalId(request);
        if (_producers.Count + _producersBeingMade >= V2Limits.MaxProducersPerPeer || !Room.HasRoomForProducer)
        {
            throw new MediasoupException("too many producers");
        }

        RequireRoomFor(request);

        int id = Room.TakeProducerId(wanted);
        _producersBeingMade++;

        // 2. The engine makes it.
        var source = new ProducerSource(negotiation, transport);
        bool isPaused = request.IsTruthy("paused");
        Tureen.Producer core;
        try
        {
            core = await source.ProduceAsync(isPaused).ConfigureAwait(false);
        }
        catch
        {
            lock (Room.Gate)
            {
                _producersBeingMade--;
                Room.FreeProducerId(id);
            }

            throw;
        }

        // 3. The others learn of it before the client has its response.
        lock (Room.Gate)
        {
            _producersBeingMade--;
            AddProducer(new Producer(this, id, kind, parameters.Json, source, core)
            {
                AppData = request.AppData(),
                IsRemotelyPausedAtFirst = isPaused,
            });
        }

        return null;
    }

    /// <summary>With the gate held.</summary>
    private void AddProducer(Producer producer)
    {
        _producers.Add(producer);
        if (_closed || producer.Transport is { Closed: true } || producer.Core.Closed)
        {
            producer.Close(Originator.Local, null);
            RequireOpen();
            throw new InvalidStateException("Transport closed");
        }

        producer.Watch();
        Room.Announce(producer);
        Raise("newproducer", OnNewProducer, producer);
    }

    private ProducerNegotiation Negotiate(MediaKind kind, JsonObject request, out V2RtpParameters parameters)
    {
        try
        {
            parameters = V2RtpParameters.Read(request["rtpParameters"]);
            return new ProducerNegotiation(kind, parameters, Room.Capabilities);
        }
        catch (MediasoupException error)
        {
            throw new MediasoupException("wrong RTP parameters: " + error.Message, error);
        }
    }

    private async Task<JsonObject?> EnableConsumerAsync(JsonObject request)
    {
        Consumer consumer = FindConsumer(request.Integer("id"));
        Transport transport = _transports.Find(one => one.Id == request.Integer("transportId"))
            ?? throw new MediasoupTypeException("Transport not found");
        await consumer.EnableAsync(transport, request.IsTruthy("paused"), request.Text("preferredProfile")).ConfigureAwait(false);
        lock (Room.Gate)
        {
            return new JsonObject
            {
                ["paused"] = consumer.SourcePaused || consumer.LocallyPaused,
                ["preferredProfile"] = consumer.PreferredProfile.ToText(),
                ["effectiveProfile"] = consumer.EffectiveProfile?.ToText(),
            };
        }
    }

    private Transport FindTransport(int? id) =>
        _transports.Find(transport => transport.Id == id) ?? throw new MediasoupException("Transport not found");

    private Producer FindProducer(int? id) =>
        _producers.Find(producer => producer.Id == id) ?? throw new MediasoupException("Producer not found");

    private Consumer FindConsumer(int? id) =>
        _consumers.Find(consumer => consumer.Id == id) ?? throw new MediasoupException("Consumer not found");
}
