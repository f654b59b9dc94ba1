namespace Tureen.Engine.Sctp;

/// <summary>The state of an association as its owner sees it (mediasoup's SctpState).</summary>
internal enum SctpAssociationState : byte
{
    New,
    Connecting,
    Connected,

    /// <summary>It could not be made, or broke.</summary>
    Failed,

    /// <summary>One of the ends closed it.</summary>
    Closed,
}
