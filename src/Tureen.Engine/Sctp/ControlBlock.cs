using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Receive;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>What the parts of one association share: phase, tags, what was agreed, the way out, and both halves of the data (the TCB of RFC 9260 §14).</summary>
internal sealed class ControlBlock
{
    /// <summary>How much the peer has left unanswered since its last answer (RFC 9260 §8.1).</summary>
    private int _errors;

    public ControlBlock(RandomSource random, SctpBufferPool pool, SctpAssociationOptions options)
    {
        Random = random;
        Options = options;
        Sender = new DataSender(
            pool,
            new DataSenderOptions
            {
                MaxMessageLength = options.MaxSendMessageLength,
                SendBufferLength = options.SendBufferLength,
                StreamQueueLength = options.StreamQueueLength,
                Mtu = options.Mtu,
            });
        Receiver = new DataReceiver(pool, options.ReceiveWindow, options.MaxReceiveMessageLength);
        Packets = new OutgoingPackets(options);
        Events = new AssociationEvents(Sender, options.TotalBufferedAmountLowThreshold);
    }

    public RandomSource Random { get; }

    public SctpAssociationOptions Options { get; }

    public DataSender Sender { get; }

    public DataReceiver Receiver { get; }

    public OutgoingPackets Packets { get; }

    public AssociationEvents Events { get; }

    /// <summary>The state as the RFC sees it.</summary>
    public AssociationPhase Phase { get; private set; }

    /// <summary>The verification tag of packets from the peer.</summary>
    public uint LocalTag { get; private set; }

    public uint LocalInitialTsn { get; private set; }

    /// <summary>Zeros before it is connected.</summary>
    public SctpCapabilities Capabilities { get; set; }

    /// <summary>Whether there is an association, including one that is shutting down.</summary>
    public bool IsUp => Phase is >= AssociationPhase.Established and < AssociationPhase.Ended;

    /// <summary>Whether messages of the owner are still taken; also before the association is connected.</summary>
    public bool IsTaking => Phase <= AssociationPhase.Established;

    public bool Has(SctpExtensions extension) => (Capabilities.Extensions & extension) != SctpExtensions.None;

    public void Move(AssociationTrigger trigger) => Phase = AssociationTransitions.Next(Phase, trigger);

    /// <summary>Names the association: by our INIT, or by the cookie that the peer sent back.</summary>
    public void Identify(uint localTag, uint localInitialTsn)
    {
        LocalTag = localTag;
        LocalInitialTsn = localInitialTsn;
    }

    /// <summary>Begins the association, or begins it anew after a restart of the peer.</summary>
    public void Establish(AssociationTrigger trigger, in PeerTerms terms)
    {
        Move(trigger);
        Capabilities = terms.Capabilities;
        Packets.PeerTag = terms.Tag;
        Packets.OmitsChecksum = Has(SctpExtensions.ZeroChecksum);
        ClearErrors();
        Sender.Establish(
            LocalInitialTsn, terms.ReceiverWindow, Has(SctpExtensions.Interleaving), Has(SctpExtensions.PartialReliability));
        Receiver.Establish(terms.InitialTsn, Has(SctpExtensions.Interleaving));
    }

    /// <summary>The peer answered: it lives.</summary>
    public void ClearErrors()
    {
        _errors = 0;
        Sender.Timeout.Recover();
    }

    /// <summary>Counts an error; false if that was one too many, and the association is over.</summary>
    public bool CountError(ISctpPacketSink sink)
    {
        if (++_errors <= SctpLimits.MaxRetransmissions)
        {
            return true;
        }

        Fail(SctpEndReason.PeerUnreachable, CauseCode.None, sink);
        return false;
    }

    /// <summary>Ends the association with an ABORT.</summary>
    public void Fail(SctpEndReason reason, CauseCode cause, ISctpPacketSink sink, ReadOnlySpan<byte> information = default)
    {
        Packets.SendAbort(cause, sink, information);
        End(AssociationTrigger.Abort, SctpAssociationState.Failed, reason);
    }

    /// <summary>Ends everything except the reading of complete messages; once these are read, nothing is held any more.</summary>
    public void End(
        AssociationTrigger trigger, SctpAssociationState state, SctpEndReason reason, CauseCode peerCause = CauseCode.None)
    {
        Move(trigger);
        Packets.Discard();
        Packets.OmitsChecksum = false;
        Sender.Close();
        Events.Enter(state, reason, peerCause);
    }

    /// <summary>The statistics without the association's own counters.</summary>
    public SctpAssociationStats GetStats() => new()
    {
        State = Events.State,
        Phase = Phase,
        Capabilities = Capabilities,
        PacketsSent = Packets.Count,
        Retransmissions = Sender.Retransmissions,
        TooLongMessages = Receiver.TooLongMessages,
        CongestionWindow = Sender.CongestionWindow,
        FlightSize = Sender.FlightSize,
        PeerWindow = Sender.PeerWindow,
        BufferedAmount = Sender.TotalBufferedAmount,
        HeldBytes = Receiver.HeldBytes,
        OutboundStreamStates = Sender.StreamCount,
        SmoothedRoundTripTime = Sender.Timeout.SmoothedRoundTripTime,
        RetransmissionTimeout = Sender.Timeout.Value,
    };
}
