using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>Makes the transports that the client of a peer asks for.</summary>
internal sealed class TransportCreation(Peer peer)
{
    /// <summary>They count toward the limit.</summary>
    private int _beingMade;

    /// <summary>With the gate held: answers <c>createTransport</c>.</summary>
    public async Task<JsonObject?> CreateAsync(JsonObject request)
    {
        // 1. A place and a number for it.
        Check.That(request["options"] is JsonObject || request["plainRtpParameters"] is null, "options is not an object");
        int? wanted = PeerRequests.OptionalId(request);
        if (peer.Objects.TransportCount + _beingMade >= V2Limits.MaxTransportsPerPeer)
        {
            throw new MediasoupException("too many transports");
        }

        peer.Objects.RequireRoomFor(request);
        IDisposable? place = TakePlace(isPlain: request["plainRtpParameters"] is not null);
        int id = peer.Room.TakeTransportId(wanted);
        _beingMade++;
        Transport transport;
        try
        {
            // 2. The engine makes it.
            transport = await MakeAsync(id, request).ConfigureAwait(false);
        }
        catch
        {
            place?.Dispose();
            lock (peer.Room.Gate)
            {
                _beingMade--;
                peer.Room.FreeTransportId(id);
            }

            throw;
        }

        // 3. Known from here on.
        lock (peer.Room.Gate)
        {
            _beingMade--;
            transport.OnClose += (_, _) => place?.Dispose();
            peer.Add(transport);
        }

        // 4. The client's side of it.
        await SetRemoteAsync(transport, request).ConfigureAwait(false);
        return transport.ToResponse();
    }

    /// <exception cref="MediasoupException">The application has no place for it, or wants none of its kind.</exception>
    private IDisposable? TakePlace(bool isPlain)
    {
        if (isPlain && peer.TransportRules is { AllowPlain: false })
        {
            throw new UnsupportedException("plain transports are not allowed");
        }

        return peer.TransportRules?.TakePlace is { } take ? take() ?? throw new MediasoupException("too many transports") : null;
    }

    private async Task<Transport> MakeAsync(int id, JsonObject request)
    {
        JsonObject options = request.Object("options") ?? [];
        Router router = await peer.Room.GetRouterAsync().ConfigureAwait(false);
        return request["plainRtpParameters"] is null
            ? await WebRtcTransport.CreateAsync(peer, router, id, request, options).ConfigureAwait(false)
            : await PlainRtpTransport.CreateAsync(peer.Room, peer, router, id, request, options).ConfigureAwait(false);
    }

    private async Task SetRemoteAsync(Transport transport, JsonObject request)
    {
        try
        {
            await transport.SetRemoteAsync(request).ConfigureAwait(false);
        }
        catch
        {
            lock (peer.Room.Gate)
            {
                transport.Close(Originator.Remote, null);
            }

            throw;
        }
    }
}
