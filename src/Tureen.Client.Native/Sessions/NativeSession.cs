using Tureen.Engine.Events;
using Tureen.Ortc;

namespace Tureen.Client.Native.Sessions;

/// <summary>
/// The connection to the server's transport: a router that has the client's side of it, and a DirectTransport, which is the application. What the
/// application sends enters there as a producer and leaves as a consumer; what the server sends takes the opposite way.
/// </summary>
internal sealed class NativeSession(HandlerOptions options, Worker worker, NativeOptions native)
{
    private readonly Lock _gate = new();
    private Task<NativeEnds>? _ends;
    private Task? _connecting;
    private readonly NativeEndsFactory _factory = new(worker, native, options.IceServers, options.IceTransportPolicy);
    private IceParameters _iceParameters = options.IceParameters;
    private IReadOnlyList<IceServer>? _newServers;
    private bool _isStarted;

    public bool IsClosed { get; private set; }

    /// <summary>Whether the server's transport has SCTP.</summary>
    public bool HasSctp => options.SctpParameters is not null;

    /// <summary>ICE and DTLS in one state (WebRTC, section 4.3.4).</summary>
    public static ConnectionState? StateOf(ClientTransport client) => client switch
    {
        { DtlsState: DtlsState.Failed } or { HasIceFailed: true } => ConnectionState.Failed,
        { DtlsState: DtlsState.Closed } => ConnectionState.Closed,
        { IceState: IceState.Disconnected } => ConnectionState.Disconnected,
        { IceState: IceState.Connected or IceState.Completed, DtlsState: DtlsState.Connected } => ConnectionState.Connected,
        _ => null,
    };

    /// <summary>The two ends, made with the first use.</summary>
    public Task<NativeEnds> OpenAsync()
    {
        lock (_gate)
        {
            EnsureOpen();
            return _ends = _ends is null or { IsFaulted: true } ? CreateAsync() : _ends;
        }
    }

    /// <summary>Connects with the server, once. When the application refuses, the next use asks again.</summary>
    public async Task<NativeEnds> ConnectAsync()
    {
        NativeEnds ends = await OpenAsync().ConfigureAwait(false);
        Task connecting;
        lock (_gate)
        {
            if (_connecting is null or { IsFaulted: true })
            {
                _connecting = StartAsync(ends);
            }

            connecting = _connecting;
        }

        await connecting.ConfigureAwait(false);
        EnsureOpen();
        return ends;
    }

    /// <summary>Takes other STUN and TURN servers, which the next restart asks, as in a browser.</summary>
    /// <exception cref="MediasoupTypeException">A server is none, or has no credential.</exception>
    public void SetIceServers(IReadOnlyList<IceServer> iceServers)
    {
        EnsureOpen();
        IceServerResolver.Read(iceServers);
        _newServers = iceServers;
    }

    public async Task RestartIceAsync(IceParameters iceParameters)
    {
        _iceParameters = iceParameters;
        if (_isStarted)
        {
            NativeEnds ends = await OpenAsync().ConfigureAwait(false);
            if (Interlocked.Exchange(ref _newServers, null) is { } servers)
            {
                await _factory.AddServersAsync(ends, servers, options.IceCandidates, options.Listener.HandleIceCandidateError).ConfigureAwait(false);
            }

            await ends.Client.RestartIceAsync(iceParameters).ConfigureAwait(false);
        }
    }

    public void Close()
    {
        Task<NativeEnds>? ends;
        lock (_gate)
        {
            IsClosed = true;
            ends = _ends;
        }

        _ = CloseAsync(ends);
    }

    public void EnsureOpen()
    {
        if (IsClosed)
        {
            throw new InvalidStateException("method called in a closed handler");
        }
    }

    private static async Task CloseAsync(Task<NativeEnds>? opened)
    {
        if (opened is null)
        {
            return;
        }

        try
        {
            NativeEnds ends = await opened.ConfigureAwait(false);
            ends.Router.Close();
        }
        catch (MediasoupException)
        {
            // It was never made.
        }
    }

    private async Task<NativeEnds> CreateAsync()
    {
        NativeEnds ends = await _factory.CreateAsync(options.IceCandidates, options.SctpParameters, Prepare, options.Listener.HandleIceCandidateError).ConfigureAwait(false);
        _ = ReportGatheringEndAsync(ends.Client);
        return ends;
    }

    private void Prepare(ClientTransport client)
    {
        client.OnStateChange += () => ReportState(client);
        client.OnGathered += ReportGathered;
        options.Listener.HandleIceGatheringState(IceGatheringState.Gathering);
    }

    private async Task StartAsync(NativeEnds ends)
    {
        DtlsRole role = options.DtlsParameters.Role == DtlsRole.Client ? DtlsRole.Server : DtlsRole.Client;
        await options.Listener.ConnectAsync(new DtlsParameters
        {
            Role = role,
            Fingerprints = [.. ends.Client.LocalFingerprints.Select(static fingerprint => fingerprint.Clone())],
        }).ConfigureAwait(false);
        options.Listener.HandleConnectionState(ConnectionState.Connecting);
        await ends.Client.ConnectAsync(_iceParameters, ends.Candidates, options.DtlsParameters).ConfigureAwait(false);
        _isStarted = true;
    }

    private async Task ReportGatheringEndAsync(ClientTransport client)
    {
        await client.Gathered.ConfigureAwait(false);
        if (!IsClosed)
        {
            options.Listener.HandleIceGatheringState(IceGatheringState.Complete);
        }
    }

    private void ReportGathered(GatheringResult result)
    {
        if (!IsClosed && result.Address is null)
        {
            options.Listener.HandleIceCandidateError(IceServerReport.Describe(result));
        }
    }

    private void ReportState(ClientTransport client)
    {
        if (!IsClosed && StateOf(client) is { } state)
        {
            options.Listener.HandleConnectionState(state);
        }
    }
}
