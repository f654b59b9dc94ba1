namespace Tureen.Server.Doctor;

/// <summary>The bounds of the checks.</summary>
internal static class DoctorLimits
{
    /// <summary>How wrong the clock may be: access tokens allow as much.</summary>
    public static readonly TimeSpan MaxClockError = TimeSpan.FromSeconds(30);

    /// <summary>How early the end of a certificate is worth a warning.</summary>
    public static readonly TimeSpan CertificateNotice = TimeSpan.FromDays(14);

    /// <summary>Descriptors that a server with some hundred participants needs.</summary>
    public const int MinDescriptors = 4_096;

    /// <summary>Bytes that the system should let sockets receive: bursts of key frames of many participants.</summary>
    public const int MinReceiveBuffer = 1_048_576;
}
