namespace Tureen.V2;

/// <summary>Which header extensions a room offers.</summary>
public enum HeaderExtensionSet
{
    /// <summary>
    /// Audio level, send time and stream id: the set with which mediasoup-client 2 sends audio and video in every order from today's
    /// browsers.
    /// </summary>
    Compatible,

    /// <summary>
    /// All of mediasoup v2: also transmission offset, video orientation and MID. With it, today's Chromium refuses to send video
    /// before audio.
    /// </summary>
    Strict,
}
