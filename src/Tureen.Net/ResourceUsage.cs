using System.Runtime.InteropServices;

namespace Tureen.Net;

/// <summary>What a worker's thread has used of the machine, laid out as <c>struct rusage</c> of a 64-bit Linux.</summary>
/// <remarks>All zero where the system does not tell.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ResourceUsage
{
    private readonly long _userSeconds;
    private readonly long _userMicroseconds;
    private readonly long _systemSeconds;
    private readonly long _systemMicroseconds;
    private readonly long _maxResidentSet;
    private readonly long _sharedText;
    private readonly long _unsharedData;
    private readonly long _unsharedStack;
    private readonly long _minorFaults;
    private readonly long _majorFaults;
    private readonly long _swaps;
    private readonly long _blocksIn;
    private readonly long _blocksOut;
    private readonly long _messagesSent;
    private readonly long _messagesReceived;
    private readonly long _signals;
    private readonly long _voluntarySwitches;
    private readonly long _involuntarySwitches;

    public TimeSpan UserTime => TimeSpan.FromSeconds(_userSeconds) + TimeSpan.FromMicroseconds(_userMicroseconds);

    public TimeSpan SystemTime => TimeSpan.FromSeconds(_systemSeconds) + TimeSpan.FromMicroseconds(_systemMicroseconds);

    /// <summary>KiB, of the whole process.</summary>
    public long MaxResidentSet => _maxResidentSet;

    public long SharedText => _sharedText;

    public long UnsharedData => _unsharedData;

    public long UnsharedStack => _unsharedStack;

    public long MinorFaults => _minorFaults;

    public long MajorFaults => _majorFaults;

    public long Swaps => _swaps;

    public long BlocksIn => _blocksIn;

    public long BlocksOut => _blocksOut;

    public long MessagesSent => _messagesSent;

    public long MessagesReceived => _messagesReceived;

    public long Signals => _signals;

    public long VoluntarySwitches => _voluntarySwitches;

    public long InvoluntarySwitches => _involuntarySwitches;
}
