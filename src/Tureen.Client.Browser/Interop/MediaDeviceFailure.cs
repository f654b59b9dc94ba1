namespace Tureen.Client.Browser.Media;

/// <summary>Why a browser gave no camera, microphone or screen.</summary>
public enum MediaDeviceFailure
{
    /// <summary>Another reason; the message describes it.</summary>
    Other,

    /// <summary>The user, the page's rules or the system refused.</summary>
    Refused,

    /// <summary>There is no such device.</summary>
    NotFound,

    /// <summary>Another program has the device, or it is broken.</summary>
    NotReadable,

    /// <summary>No device can do what was wanted.</summary>
    Overconstrained,

    /// <summary>The browser cannot do it, or not for a page that is not secure.</summary>
    Unsupported,
}
