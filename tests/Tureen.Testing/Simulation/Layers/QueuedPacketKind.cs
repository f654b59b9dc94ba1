namespace Tureen.Testing.Simulation.Layers;

/// <summary>The kind of a packet on its way, which decides who takes it.</summary>
internal enum QueuedPacketKind : byte
{
    /// <summary>RTP from the sender to the producer.</summary>
    Media,

    /// <summary>Sender information of a report, from the sender to the producer.</summary>
    SenderReport,

    /// <summary>NACK or PLI from the producer to the sender.</summary>
    ProducerFeedback,

    /// <summary>What a viewer needs to know of an RTP packet sent to it.</summary>
    Output,

    /// <summary>NACK or PLI from a viewer to its consumer.</summary>
    ViewerFeedback,
}
