using System.Text;
using Tureen.Client.Native.Sessions;
using Tureen.Client.Native.Stats;
using Tureen.Client.Native.Tracks;
using Tureen.Ortc;

namespace Tureen.Client.Native.Whip;

/// <summary>A connection that was made by one offer to an endpoint and its answer, in either direction.</summary>
internal sealed class WhipSession : IAsyncDisposable
{
    private readonly WhipOffer _offer;
    private readonly WhipResource _resource;
    private readonly NativeEnds _ends;
    private readonly SentTracks _sent = new();
    private readonly List<RemoteTrack> _received = [];
    private int _isDisposed;

    private WhipSession(WhipOffer offer, WhipResource resource, NativeEnds ends)
    {
        _offer = offer;
        _resource = resource;
        _ends = ends;
        ends.Client.OnStateChange += HandleState;
    }

    public event Action<ConnectionState>? OnConnectionStateChange;

    public Uri Resource => _resource.Url;

    public ConnectionState ConnectionState { get; private set; } = ConnectionState.Connecting;

    public IReadOnlyList<ReceivedTrack> Received => [.. _received.Select(static remote => remote.Track)];

    /// <summary>Offers, and begins to connect.</summary>
    /// <exception cref="WhipException">The endpoint refuses, or its answer is wrong.</exception>
    public static async Task<WhipSession> OpenAsync(NativeHandlerFactory factory, WhipOptions options, WhipOffer offer, CancellationToken cancellation)
    {
        var ends = new NativeEndsFactory(factory.Worker, factory.Options, options.IceServers, options.IceTransportPolicy);
        NativeEnds made = await ends.CreateAsync(candidates: null, sctp: null, static _ => { }, static _ => { }).ConfigureAwait(false);
        WhipResource? resource = null;
        try
        {
            // 1. The offer, with the addresses that are known by now.
            string description = offer.Write(made.Client.LocalIceParameters, made.Client.LocalFingerprints[^1], await made.Client.GetLocalCandidatesAsync().ConfigureAwait(false));
            resource = await WhipResource.CreateAsync(options, description, cancellation).ConfigureAwait(false);
            WhipAnswer answer = WhipAnswer.Read(resource.Answer, offer);

            // 2. The servers that the endpoint names.
            if (options.UsesServersOfEndpoint && resource.IceServers.Count > 0)
            {
                await ends.AddServersAsync(made, resource.IceServers, answer.Candidates, static _ => { }).ConfigureAwait(false);
            }

            // 3. Media.
            var session = new WhipSession(offer, resource, made);
            await session.StartAsync(answer).ConfigureAwait(false);
            _ = session.TrickleAsync();
            return session;
        }
        catch
        {
            made.Router.Close();
            if (resource is not null)
            {
                await resource.EndAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Restarts ICE with new credentials on both sides.</summary>
    /// <exception cref="WhipException">The endpoint refuses.</exception>
    public async Task RestartIceAsync(CancellationToken cancellation)
    {
        IceParameters local = await _ends.Client.RenewLocalAsync().ConfigureAwait(false);
        string answer = await _resource.RestartAsync(await WriteFragmentAsync(local).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        IceParameters remote = WhipAnswer.ReadFragment(answer);
        await _ends.Client.RestartIceAsync(remote).ConfigureAwait(false);
    }

    public Task<RtcStatsReport> GetStatsAsync() => StatsReport.OfTransportAsync(_ends, _sent.All(), _received, []);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _sent.Close();
            await _resource.EndAsync().ConfigureAwait(false);
            _ends.Router.Close();
            SetState(ConnectionState.Closed);
        }
    }

    private async Task StartAsync(WhipAnswer answer)
    {
        List<IceCandidate> candidates = await RemoteAddresses.ResolveAsync(answer.Candidates).ConfigureAwait(false);
        await _ends.Client.ConnectAsync(answer.Ice, candidates, answer.Dtls).ConfigureAwait(false);
        foreach (WhipSection section in _offer.Sections)
        {
            if (section.Track is { } track && answer.FindSent(section, _offer.Cname) is { } sent)
            {
                await _sent.AddAsync(_ends, section.Mid, track, sent).ConfigureAwait(false);
            }
            else if (section.Track is null && answer.FindReceived(section) is { } received)
            {
                var options = new HandlerReceiveOptions { TrackId = Guid.NewGuid().ToString(), Kind = section.Kind, RtpParameters = received };
                _received.Add(await TrackReceiver.AddAsync(_ends, options).ConfigureAwait(false));
            }
        }
    }

    /// <summary>Sends the addresses that came after the offer, when all are there.</summary>
    private async Task TrickleAsync()
    {
        try
        {
            await _ends.Client.Gathered.ConfigureAwait(false);
            await _resource.TrickleAsync(await WriteFragmentAsync(_ends.Client.LocalIceParameters).ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or MediasoupException)
        {
            // The checks of this side show its addresses, too.
        }
    }

    private async Task<string> WriteFragmentAsync(IceParameters local)
    {
        var text = new StringBuilder();
        text.Append($"a=ice-ufrag:{local.UsernameFragment}\r\na=ice-pwd:{local.Password}\r\n");
        text.Append($"m={_offer.Sections[0].Kind.ToWireString()} 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:{_offer.Sections[0].Mid}\r\n");
        WhipOffer.AppendCandidates(text, await _ends.Client.GetLocalCandidatesAsync().ConfigureAwait(false));
        return text.Append("a=end-of-candidates\r\n").ToString();
    }

    private void HandleState()
    {
        if (NativeSession.StateOf(_ends.Client) is { } state)
        {
            SetState(state);
        }
    }

    private void SetState(ConnectionState state)
    {
        if (ConnectionState != state)
        {
            ConnectionState = state;
            OnConnectionStateChange?.Invoke(state);
        }
    }
}
