using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tureen.Engine.Crypto;

namespace Tureen.Engine.Dtls;

/// <summary>
/// Takes the retransmission timer out of OpenSSL's hands, which would ask the system's clock. It lives in native memory
/// and answers OpenSSL's timer callback.
/// </summary>
/// <remarks>
/// When a flight is under way, the callback claims that its timer ran out already (OpenSSL rounds less than 15 ms down
/// to nothing), so that OpenSSL writes all retransmissions of the flight behind it at once, each with its own record
/// numbers; the marks say where they begin. The last answer is an hour, so that no timer of OpenSSL ever runs out again.
/// The retransmissions are kept by <see cref="DtlsFlight"/> and sent when our own deadlines come.
/// </remarks>
internal unsafe struct DtlsFlightMarks
{
    /// <summary>OpenSSL gives up after the twelfth.</summary>
    public const int MaxRetransmissions = 12;

    private const uint Expired = 1;
    private const uint AnHour = 3_600_000_000;
    private const int ExDataIndex = 0;

    private nint _output;
    private int _count;
    private fixed int _marks[MaxRetransmissions];

    /// <summary>Where the retransmissions written since <see cref="Begin"/> begin; any at all mean that there is a new flight.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int> Starts => MemoryMarshal.CreateReadOnlySpan(ref _marks[0], _count);

    /// <summary>Attaches marks to <paramref name="ssl"/>, which writes into the memory BIO <paramref name="output"/>.</summary>
    public static DtlsFlightMarks* Attach(nint ssl, nint output)
    {
        var marks = (DtlsFlightMarks*)NativeMemory.AllocZeroed((nuint)sizeof(DtlsFlightMarks));
        marks->_output = output;
        _ = LibSsl.SSL_set_ex_data(ssl, ExDataIndex, marks);
        LibSsl.DTLS_set_timer_cb(ssl, &OnTimer);
        return marks;
    }

    /// <summary>Follows a change of the output.</summary>
    public void Redirect(nint output) => _output = output;

    /// <summary>Forgets the marks of the operation before; the output is empty now.</summary>
    public void Begin() => _count = 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint OnTimer(nint ssl, uint previous)
    {
        var marks = (DtlsFlightMarks*)LibSsl.SSL_get_ex_data(ssl, ExDataIndex);
        return marks is null ? AnHour : marks->NextTimeout(isNewFlight: previous == 0);
    }

    private uint NextTimeout(bool isNewFlight)
    {
        if (isNewFlight)
        {
            // A second flight in one operation is more than any sound peer causes; it waits for OpenSSL's own timer.
            return _count == 0 ? Expired : AnHour;
        }

        if (_count == MaxRetransmissions)
        {
            return AnHour;
        }

        _marks[_count++] = (int)LibCrypto.BIO_ctrl_pending(_output);
        return _count == MaxRetransmissions ? AnHour : Expired;
    }
}
