using Tureen.Client;
using Tureen.Client.Browser.Interop;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Browser.Handlers;

/// <summary>A transceiver of <see cref="JsepPeerConnection"/>.</summary>
internal sealed class JsepTransceiver(MediaKind kind, IReadOnlyList<RtpEncodingParameters> encodings, string? forcedExtensions) : ITransceiver
{
    public MediaKind Kind => kind;

    public string? ForcedExtensions => forcedExtensions;

    public string? Mid { get; set; }

    /// <summary>The place that an offer has given it, which it keeps, stopped or not, until its section is closed.</summary>
    public int? Place { get; set; }

    public string Direction { get; set; } = "sendonly";

    public bool IsStopped { get; private set; }

    public bool IsTrackRemoved { get; set; }

    public object Sender => this;

    public object Receiver => this;

    public IMediaStreamTrack ReceivedTrack => throw new NotSupportedException();

    public IReadOnlyList<RtpEncodingParameters> Encodings => encodings;

    public void Stop() => IsStopped = true;

    public Task ReplaceTrackAsync(IMediaStreamTrack? track) => Task.CompletedTask;

    public Task ChangeEncodingsAsync(IReadOnlyList<RtpEncodingParameters> changes) => Task.CompletedTask;

    public Task<string> GetSenderStatsAsync() => Task.FromResult("[]");

    public Task<string> GetReceiverStatsAsync() => Task.FromResult("[]");
}
