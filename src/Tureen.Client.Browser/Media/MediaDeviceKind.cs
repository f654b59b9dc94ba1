namespace Tureen.Client.Browser.Media;

/// <summary>What a device is.</summary>
public enum MediaDeviceKind
{
    /// <summary>A microphone.</summary>
    AudioInput,

    /// <summary>A loudspeaker.</summary>
    AudioOutput,

    /// <summary>A camera.</summary>
    VideoInput,
}
