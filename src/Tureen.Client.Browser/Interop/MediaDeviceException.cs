namespace Tureen.Client.Browser.Media;

/// <summary>The browser gave no camera, microphone or screen.</summary>
public sealed class MediaDeviceException : Exception
{
    /// <summary>Makes an exception without a known reason.</summary>
    public MediaDeviceException()
    {
    }

    /// <summary>Makes an exception without a known reason.</summary>
    /// <param name="message">What happened.</param>
    public MediaDeviceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception without a known reason.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public MediaDeviceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private MediaDeviceException(MediaDeviceFailure failure, string message, Exception innerException)
        : base(message, innerException)
    {
        Failure = failure;
    }

    /// <summary>The reason.</summary>
    public MediaDeviceFailure Failure { get; }

    /// <summary>Reads the error of the browser: its name, a new line, its message.</summary>
    internal static MediaDeviceException Of(Exception error)
    {
        string[] lines = error.Message.Split('\n', 3);
        string name = lines[0].StartsWith("Error: ", StringComparison.Ordinal) ? lines[0]["Error: ".Length..] : lines[0];
        MediaDeviceFailure failure = name switch
        {
            "NotAllowedError" or "SecurityError" or "PermissionDeniedError" => MediaDeviceFailure.Refused,
            "NotFoundError" or "DevicesNotFoundError" => MediaDeviceFailure.NotFound,
            "NotReadableError" or "TrackStartError" or "AbortError" => MediaDeviceFailure.NotReadable,
            "OverconstrainedError" => MediaDeviceFailure.Overconstrained,
            "NotSupportedError" or "TypeError" => MediaDeviceFailure.Unsupported,
            _ => MediaDeviceFailure.Other,
        };
        return new MediaDeviceException(failure, lines.Length > 1 ? lines[1] : error.Message, error);
    }
}
