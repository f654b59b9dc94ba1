using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>The ids that one router uses on the packets that it forwards; 0 for what it does not forward.</summary>
internal sealed record RouterExtensionIds
{
    /// <summary>Those of mediasoup v3 (<see cref="RouterExtensionId"/>).</summary>
    public static RouterExtensionIds Default { get; } = new()
    {
        AbsSendTime = RouterExtensionId.AbsSendTime,
        TransportWideCc = RouterExtensionId.TransportWideCc,
        AudioLevel = RouterExtensionId.AudioLevel,
        DependencyDescriptor = RouterExtensionId.DependencyDescriptor,
        VideoOrientation = RouterExtensionId.VideoOrientation,
        TransmissionOffset = RouterExtensionId.TransmissionOffset,
        AbsCaptureTime = RouterExtensionId.AbsCaptureTime,
        PlayoutDelay = RouterExtensionId.PlayoutDelay,
        PacketId = RouterExtensionId.PacketId,
    };

    public int AbsSendTime { get; init; }

    public int TransportWideCc { get; init; }

    public int AudioLevel { get; init; }

    public int DependencyDescriptor { get; init; }

    public int VideoOrientation { get; init; }

    public int TransmissionOffset { get; init; }

    public int AbsCaptureTime { get; init; }

    public int PlayoutDelay { get; init; }

    public int PacketId { get; init; }

    /// <summary>Those that capabilities of another table name.</summary>
    public static RouterExtensionIds Of(RtpCapabilities capabilities)
    {
        return new RouterExtensionIds
        {
            AbsSendTime = IdOf(capabilities, RtpHeaderExtensionUri.AbsSendTime),
            TransportWideCc = IdOf(capabilities, RtpHeaderExtensionUri.TransportWideCc),
            AudioLevel = IdOf(capabilities, RtpHeaderExtensionUri.AudioLevel),
            DependencyDescriptor = IdOf(capabilities, RtpHeaderExtensionUri.DependencyDescriptor),
            VideoOrientation = IdOf(capabilities, RtpHeaderExtensionUri.VideoOrientation),
            TransmissionOffset = IdOf(capabilities, RtpHeaderExtensionUri.TransmissionOffset),
            AbsCaptureTime = IdOf(capabilities, RtpHeaderExtensionUri.AbsCaptureTime),
            PlayoutDelay = IdOf(capabilities, RtpHeaderExtensionUri.PlayoutDelay),
            PacketId = IdOf(capabilities, RtpHeaderExtensionUri.PacketId),
        };
    }

    private static int IdOf(RtpCapabilities capabilities, string uri) =>
        capabilities.HeaderExtensions.Find(extension => extension.Uri == uri)?.PreferredId ?? 0;
}
