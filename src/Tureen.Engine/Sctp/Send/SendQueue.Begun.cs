namespace Tureen.Engine.Sctp.Send;

/// <summary>How many long messages are interleaved at a time.</summary>
/// <remarks>
/// The peer keeps every message of which it has only a part. If these alone filled its window, none of them could ever become whole,
/// so a message is begun only if with those begun it takes half of the window at most.
/// </remarks>
internal sealed partial class SendQueue
{
    private readonly List<OutboundStream> _begun = [];
    private long _begunLength;
    private long _maxBegunLength = long.MaxValue;

    private bool MayBegin(OutgoingMessage message) =>
        message.IsBegun
        || _begun.Count == 0
        || message.Length <= MaxFragmentLength
        || _begunLength + message.Length <= _maxBegunLength;

    /// <summary>Of the streams whose message is begun, the one whose turn comes first.</summary>
    private OutboundStream FirstBegun()
    {
        OutboundStream first = _begun[0];
        foreach (OutboundStream stream in _begun)
        {
            first = stream.VirtualFinish < first.VirtualFinish ? stream : first;
        }

        return first;
    }

    /// <summary>After a fragment was taken.</summary>
    private void NoteBegun(OutgoingMessage message)
    {
        if (!IsInterleaving)
        {
            return;
        }

        if (message.Remaining == 0)
        {
            ForgetBegun(message);
        }
        else if (message.NextFragmentSequence == 1)
        {
            _begun.Add(message.Stream);
            _begunLength += message.Length;
        }
    }

    private void ForgetBegun(OutgoingMessage message)
    {
        // A message of one fragment was never noted.
        if (IsInterleaving && message.IsBegun && _begun.Remove(message.Stream))
        {
            _begunLength -= message.Length;
        }
    }

    private void RestartBegun(uint peerWindow)
    {
        _begun.Clear();
        _begunLength = 0;
        _maxBegunLength = peerWindow / 2;
    }
}
