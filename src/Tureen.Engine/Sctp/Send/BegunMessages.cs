namespace Tureen.Engine.Sctp.Send;

/// <summary>How many long messages are interleaved at a time.</summary>
/// <remarks>
/// The peer keeps every incomplete message. If these alone filled its window, none of them could ever become complete,
/// so a message is begun only if with those begun it takes half of the window at most.
/// </remarks>
internal sealed class BegunMessages
{
    private int _count;
    private long _length;
    private long _maxLength = long.MaxValue;
    private int _maxFragmentLength;

    /// <summary>Begins anew, with none begun.</summary>
    public void Restart(uint peerWindow, int maxFragmentLength)
    {
        _count = 0;
        _length = 0;
        _maxLength = peerWindow / 2;
        _maxFragmentLength = maxFragmentLength;
    }

    public bool CanBegin(OutgoingMessage message) =>
        message.IsBegun
        || _count == 0
        || message.Length <= _maxFragmentLength
        || _length + message.Length <= _maxLength;

    /// <summary>The first of several fragments was taken.</summary>
    public void Add(OutgoingMessage message)
    {
        message.IsInterleaved = true;
        _count++;
        _length += message.Length;
    }

    /// <summary>A message ended or was given up; it need not be one of these.</summary>
    public void Remove(OutgoingMessage message)
    {
        if (message.IsInterleaved)
        {
            message.IsInterleaved = false;
            _count--;
            _length -= message.Length;
        }
    }
}
