using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Tureen.Engine.Primitives;
using Tureen.Net.Loop;

namespace Tureen.Bench.Fanout;

/// <summary>
/// A network of its own with a device that drops what it is given: a bridge without ports, in a network namespace. Packets to its addresses go
/// through the kernel's whole send path, as to a network card, and nobody has to receive them. Threads enter it one by one.
/// </summary>
/// <remarks>The kernel removes bridge and namespace with the last descriptor and thread.</remarks>
internal sealed unsafe partial class DeviceNetwork : IDisposable
{
    private const string Library = "libc";
    private const int NewNetwork = 0x40000000;
    private const int AfInet = 2;
    private const int DatagramSocket = 2;
    private const nuint AddBridge = 0x89a0;
    private const nuint SetFlags = 0x8914;
    private const nuint SetAddress = 0x8916;
    private const nuint SetMask = 0x891c;
    private const short Up = 0x1;
    private const short WithoutArp = 0x80;
    private const int RequestLength = 40;
    private const int NameLength = 16;
    private const int AddressesPerBlock = 250;
    private const string Bridge = "discard";
    private static readonly IPAddress Mask = IPAddress.Parse("255.255.0.0");

    private readonly SafeFileHandle _namespace;

    private DeviceNetwork(SafeFileHandle handle) => _namespace = handle;

    /// <summary>The worker's own address at the device.</summary>
    public static IPAddress LocalAddress { get; } = IPAddress.Parse("10.78.0.1");

    /// <summary>Makes the network.</summary>
    /// <exception cref="InvalidOperationException">The process may not.</exception>
    public static DeviceNetwork Create()
    {
        DeviceNetwork? network = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                network = CreateOnThread();
            }
            catch (InvalidOperationException error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        return network ?? throw new InvalidOperationException(
            $"The device needs CAP_SYS_ADMIN and CAP_NET_ADMIN: run as root, or within 'unshare --user --map-root-user --net' ({failure!.Message}).");
    }

    /// <summary>An address that nobody has.</summary>
    public static NetworkAddress AddressOf(int receiver) =>
        NetworkAddress.From(new IPAddress([10, 78, (byte)(1 + (receiver / AddressesPerBlock)), (byte)(1 + (receiver % AddressesPerBlock))]), 5004);

    /// <summary>Moves the thread of a host into the network; its sockets must be opened afterwards.</summary>
    public Task<bool> EnterAsync(WorkerHost host) => host.InvokeAsync((_, _) =>
    {
        Check(SetNamespace(_namespace, NewNetwork), "setns");
        return true;
    });

    public void Dispose() => _namespace.Dispose();

    private static DeviceNetwork CreateOnThread()
    {
        Check(Unshare(NewNetwork), "unshare");
        int socket = Socket(AfInet, DatagramSocket, 0);
        Check(socket, "socket");
        byte* request = stackalloc byte[RequestLength];
        WriteName(request, Bridge);
        Check(Control(socket, AddBridge, request), "add a bridge");
        SetAddressOf(socket, request, SetAddress, LocalAddress);
        SetAddressOf(socket, request, SetMask, Mask);
        SetFlagsOf(socket, request, Bridge, Up | WithoutArp);
        SetFlagsOf(socket, request, "lo", Up);
        _ = Close(socket);
        return new DeviceNetwork(File.OpenHandle("/proc/thread-self/ns/net"));
    }

    private static void SetAddressOf(int socket, byte* request, nuint operation, IPAddress address)
    {
        WriteName(request, Bridge);
        *(ushort*)(request + NameLength) = AfInet;
        address.TryWriteBytes(new Span<byte>(request + NameLength + 4, 4), out _);
        Check(Control(socket, operation, request), "set an address");
    }

    private static void SetFlagsOf(int socket, byte* request, string name, int flags)
    {
        WriteName(request, name);
        *(short*)(request + NameLength) = (short)flags;
        Check(Control(socket, SetFlags, request), "set flags");
    }

    private static void WriteName(byte* request, string name)
    {
        var bytes = new Span<byte>(request, RequestLength);
        bytes.Clear();
        Encoding.ASCII.GetBytes(name, bytes);
    }

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw new InvalidOperationException($"{what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    [LibraryImport(Library, EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport(Library, EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle descriptor, int type);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, byte* argument);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
