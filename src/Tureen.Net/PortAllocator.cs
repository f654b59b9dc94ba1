using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>Finds the port of a new socket: in the range asked for, else in the worker's.</summary>
/// <remarks>In a range the start is random and the search goes on from there, each port tried at most once.</remarks>
internal sealed class PortAllocator(PortRange workerRange, RandomSource random)
{
    /// <summary>mediasoup's default of rtcMinPort and rtcMaxPort.</summary>
    public static readonly PortRange DefaultWorkerRange = new(10_000, 59_999);

    /// <summary>Opens a socket on exactly one port (0: the system chooses).</summary>
    public delegate TSocket Opener<TSocket>(in ListenParameters parameters, int port);

    /// <summary>Calls <paramref name="open"/> with one port after the other until it succeeds.</summary>
    /// <exception cref="SocketBindException">Every port is taken, or an error for which another port is no cure.</exception>
    public TSocket Open<TSocket>(in ListenParameters parameters, Opener<TSocket> open)
    {
        var asked = new PortRange(parameters.MinPort, parameters.MaxPort);
        PortRange range = asked.IsGiven ? asked : workerRange;
        if (!range.IsValid)
        {
            throw new ArgumentException($"invalid port range {range}", nameof(parameters));
        }

        // A single port fails with its own error; without any range the system chooses.
        if (range.Minimum == range.Maximum)
        {
            return open(parameters, range.Minimum);
        }

        int first = Math.Max(1, range.Minimum);
        int count = range.Maximum - first + 1;
        int start = random.Next(0, count - 1);
        for (int i = 0; i < count; i++)
        {
            int port = first + ((start + i) % count);
            try
            {
                return open(parameters, port);
            }
            catch (SocketBindException exception) when (exception.Error == SocketBindError.AddressInUse)
            {
                // The next port may be free.
            }
        }

        throw BindFailure.RangeExhausted(parameters, range);
    }
}
