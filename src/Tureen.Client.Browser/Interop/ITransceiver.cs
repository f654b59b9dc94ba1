using Tureen.Ortc;

namespace Tureen.Client.Browser.Interop;

/// <summary>The browser's RTCRtpTransceiver.</summary>
internal interface ITransceiver
{
    /// <summary>Null until it is negotiated.</summary>
    string? Mid { get; }

    string Direction { get; set; }

    /// <summary>The browser's RTCRtpSender.</summary>
    object Sender { get; }

    /// <summary>The browser's RTCRtpReceiver.</summary>
    object Receiver { get; }

    IMediaStreamTrack ReceivedTrack { get; }

    void Stop();

    Task ReplaceTrackAsync(IMediaStreamTrack? track);

    /// <summary>The encodings that are sent.</summary>
    IReadOnlyList<RtpEncodingParameters> Encodings { get; }

    /// <summary>Changes each encoding by what is given at its place.</summary>
    Task ChangeEncodingsAsync(IReadOnlyList<RtpEncodingParameters> changes);

    Task<string> GetSenderStatsAsync();

    Task<string> GetReceiverStatsAsync();
}
