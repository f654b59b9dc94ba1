using Tureen.Net.Linux;
using Tureen.Net.Portable;

namespace Tureen.Net.Loop;

/// <summary>Chooses the implementation of the sockets.</summary>
internal static class SocketPollers
{
    /// <summary>Set to <c>true</c> to use the portable sockets everywhere.</summary>
    public const string PortableSwitch = "Tureen.Net.UsePortableSockets";

    public static ISocketPoller Create(NetworkBackend backend, NetCounters counters)
    {
        bool isPortable = backend switch
        {
            NetworkBackend.Linux => false,
            NetworkBackend.Portable => true,
            _ => !LinuxSocketPoller.IsSupported
                || (AppContext.TryGetSwitch(PortableSwitch, out bool isForced) && isForced),
        };
        return isPortable ? new PortableSocketPoller(counters) : new LinuxSocketPoller(counters);
    }
}
