using System.Diagnostics;
using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The forms of the packets in one retransmission buffer, by number. There are never more of them than packets.</summary>
/// <remarks>
/// A packet usually looks like the one before it: a consumer that forwards all packets as they are has one form for all of them, and
/// one that rewrites picture ids has one for each picture. So only the newest form is compared with.
/// </remarks>
internal struct SentForms()
{
    /// <summary>Numbers of forms are below this, a power of two.</summary>
    public const int MaxCount = 4096;

    private const int InitialCapacity = 4;
    private const ushort None = MaxCount;

    private SentForm[] _forms = [];
    private int _used;
    private ushort _free = None;
    private ushort _newest = None;

    /// <summary>The form with this number.</summary>
    public readonly ref SentForm this[int form] => ref _forms[form];

    /// <summary>Counts one more packet of this form and returns its number.</summary>
    public int Take(uint timestampOffset, in PayloadRewrite rewrite)
    {
        if (_newest != None)
        {
            ref SentForm newest = ref _forms[_newest];
            if (newest.TimestampOffset == timestampOffset && newest.ResentTimes == 0 && newest.Rewrite == rewrite)
            {
                newest.Packets++;
                return _newest;
            }
        }

        _newest = (ushort)Add(new SentForm { TimestampOffset = timestampOffset, Rewrite = rewrite, Packets = 1 });
        return _newest;
    }

    /// <summary>One packet of this form is gone.</summary>
    public void Release(int form)
    {
        ref SentForm released = ref _forms[form];
        Debug.Assert(released.Packets > 0, "A form was released twice.");
        if (--released.Packets == 0)
        {
            _newest = _newest == form ? None : _newest;
            released.Packets = _free;
            _free = (ushort)form;
        }
    }

    /// <summary>A packet of this form is sent again; returns the number of the form that is now its own.</summary>
    public int CountResent(int form, Timestamp now)
    {
        if (_forms[form].Packets > 1)
        {
            SentForm own = _forms[form] with { Packets = 1 };
            _forms[form].Packets--;
            form = Add(own);
        }

        ref SentForm resent = ref _forms[form];
        resent.ResentAt = now;
        resent.ResentTimes = (byte)Math.Min(resent.ResentTimes + 1, byte.MaxValue);
        return form;
    }

    private int Add(SentForm form)
    {
        int place = _free;
        if (place != None)
        {
            _free = _forms[place].Packets;
        }
        else
        {
            place = _used++;
            EnsureRoom();
        }

        _forms[place] = form;
        return place;
    }

    private void EnsureRoom()
    {
        if (_used > _forms.Length)
        {
            Debug.Assert(_used <= MaxCount, "There are more forms than packets.");
            Array.Resize(ref _forms, Math.Max(_forms.Length * 2, InitialCapacity));
        }
    }
}
