using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
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

    /// <summary>The extensions that a consumer with these options negotiated, without those that the router does not forward.</summary>
    public ConsumerHeader Negotiate(ConsumerCoreOptions options)
    {
        List<RtpHeaderExtensionParameters> negotiated = options.RtpParameters.HeaderExtensions;
        string mid = options.RtpParameters.Mid ?? string.Empty;
        int midId = negotiated.Find(static extension => extension.Uri == RtpHeaderExtensionUri.Mid)?.Id ?? 0;

        // A longer MID has no room in the packets; the peer then goes by the SSRC alone.
        bool hasMid = options.WritesMid
            && midId is > 0 and <= EngineLimits.MaxExtensionId
            && mid.Length is > 0 and <= EngineLimits.MaxMidLength;
        var extensions = new NegotiatedExtensions(hasMid && RtpHeaderWriter.NeedsTwoByteForm(midId, mid.Length));
        foreach (RtpHeaderExtensionParameters extension in negotiated)
        {
            extensions.Add(IdOf(extension.Uri), extension.Id);
        }

        return new ConsumerHeader(extensions, midId, hasMid ? Encoding.ASCII.GetBytes(mid) : [])
        {
            PayloadTypes = options.ReceiverNumbers?.PayloadTypes,
        };
    }

    private int IdOf(string uri) => uri switch
    {
        RtpHeaderExtensionUri.AbsSendTime => AbsSendTime,
        RtpHeaderExtensionUri.TransportWideCc => TransportWideCc,
        RtpHeaderExtensionUri.AudioLevel => AudioLevel,
        RtpHeaderExtensionUri.DependencyDescriptor => DependencyDescriptor,
        RtpHeaderExtensionUri.VideoOrientation => VideoOrientation,
        RtpHeaderExtensionUri.TransmissionOffset => TransmissionOffset,
        RtpHeaderExtensionUri.AbsCaptureTime => AbsCaptureTime,
        RtpHeaderExtensionUri.PlayoutDelay => PlayoutDelay,
        RtpHeaderExtensionUri.PacketId => PacketId,
        _ => 0,
    };

    private static int IdOf(RtpCapabilities capabilities, string uri) =>
        capabilities.HeaderExtensions.Find(extension => extension.Uri == uri)?.PreferredId ?? 0;
}
