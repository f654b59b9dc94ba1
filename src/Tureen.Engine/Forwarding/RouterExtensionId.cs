namespace Tureen.Engine.Forwarding;

/// <summary>The ids that every router uses on the packets that it forwards (mediasoup's supported capabilities).</summary>
internal static class RouterExtensionId
{
    public const int Mid = 1;
    public const int AbsSendTime = 4;
    public const int TransportWideCc = 5;
    public const int AudioLevel = 6;
    public const int DependencyDescriptor = 7;
    public const int VideoOrientation = 8;
    public const int TransmissionOffset = 9;
    public const int AbsCaptureTime = 10;
    public const int PlayoutDelay = 11;
    public const int PacketId = 12;
}
