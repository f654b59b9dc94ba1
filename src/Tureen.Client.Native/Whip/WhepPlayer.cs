using Tureen.Client.Native.Whip;
using Tureen.Ortc;

namespace Tureen.Client.Native;

/// <summary>Plays what an endpoint of WHEP sends. Disposing of it ends the session.</summary>
public sealed class WhepPlayer : IAsyncDisposable
{
    private readonly WhipSession _session;

    private WhepPlayer(WhipSession session) => _session = session;

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

    /// <summary>What is played, one track of each kind at most.</summary>
    public IReadOnlyList<ReceivedTrack> Tracks => _session.Received;

    /// <summary>Asks for audio and video and connects.</summary>
    /// <param name="factory">The media stack.</param>
    /// <param name="options">Where from.</param>
    /// <param name="kinds">What is wanted; audio and video if not given.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The player, which connects.</returns>
    /// <exception cref="WhipException">The endpoint refuses, as with 404 while nobody sends, or its answer is wrong.</exception>
    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    /// <exception cref="HttpRequestException">The endpoint cannot be reached.</exception>
    public static async Task<WhepPlayer> PlayAsync(
        NativeHandlerFactory factory, WhipOptions options, IReadOnlyList<MediaKind>? kinds = null, CancellationToken cancellation = default)
    {
        WhipOffer offer = WhipOffer.ToReceive([.. (kinds ?? [MediaKind.Audio, MediaKind.Video]).Distinct()]);
        return new WhepPlayer(await WhipSession.OpenAsync(factory, options, offer, cancellation).ConfigureAwait(false));
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
