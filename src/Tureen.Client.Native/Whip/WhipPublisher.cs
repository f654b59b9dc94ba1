using Tureen.Client.Native.Whip;

namespace Tureen.Client.Native;

/// <summary>Publishes tracks to an endpoint of WHIP (RFC 9725). Disposing of it ends the session.</summary>
public sealed class WhipPublisher : IAsyncDisposable
{
    private readonly WhipSession _session;

    private WhipPublisher(WhipSession session) => _session = session;

    /// <summary>The state of the connection changed.</summary>
    public event Action<ConnectionState>? OnConnectionStateChange
    {
        add => _session.OnConnectionStateChange += value;
        remove => _session.OnConnectionStateChange -= value;
    }

    /// <summary>The state of the connection.</summary>
    public ConnectionState ConnectionState => _session.ConnectionState;

    /// <summary>The session at the endpoint.</summary>
    public Uri Resource => _session.Resource;

    /// <summary>Offers the tracks and connects. The tracks stay the program's.</summary>
    /// <param name="factory">The media stack.</param>
    /// <param name="options">Where to.</param>
    /// <param name="tracks">What is published.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The publisher, which connects.</returns>
    /// <exception cref="WhipException">The endpoint refuses, or its answer is wrong.</exception>
    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    /// <exception cref="HttpRequestException">The endpoint cannot be reached.</exception>
    public static async Task<WhipPublisher> PublishAsync(
        NativeHandlerFactory factory, WhipOptions options, IReadOnlyList<WhipTrack> tracks, CancellationToken cancellation = default)
    {
        if (tracks.Count is 0 or > WhipLimits.MaxTracks)
        {
            throw new MediasoupTypeException($"{tracks.Count} tracks, not 1 to {WhipLimits.MaxTracks}");
        }

        return new WhipPublisher(await WhipSession.OpenAsync(factory, options, WhipOffer.ToSend(tracks), cancellation).ConfigureAwait(false));
    }

    /// <summary>Restarts ICE, after a change of the network.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Completes when the endpoint has agreed.</returns>
    /// <exception cref="WhipException">The endpoint refuses.</exception>
    public Task RestartIceAsync(CancellationToken cancellation = default) => _session.RestartIceAsync(cancellation);

    /// <summary>Gets the statistics.</summary>
    /// <returns>The statistics.</returns>
    public Task<RtcStatsReport> GetStatsAsync() => _session.GetStatsAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
