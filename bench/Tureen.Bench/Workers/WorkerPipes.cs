using System.Diagnostics;
using System.IO.Pipes;

namespace Tureen.Bench.Workers;

/// <summary>The channel of a worker as two pipes, which a shell puts where the worker looks for it before it becomes the worker.</summary>
internal sealed class WorkerPipes : IDisposable
{
    private readonly AnonymousPipeServerStream _toWorker = new(PipeDirection.Out, HandleInheritability.Inheritable);
    private readonly AnonymousPipeServerStream _fromWorker = new(PipeDirection.In, HandleInheritability.Inheritable);

    public Process Start(string program)
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(
            $"exec 13<&{_toWorker.GetClientHandleAsString()} 14>&{_fromWorker.GetClientHandleAsString()}; exec 3<&13 4>&14 13<&- 14>&-; exec \"$0\"");
        start.ArgumentList.Add(Path.GetFullPath(program));
        start.Environment["MEDIASOUP_VERSION"] = "3.27.1";
        Process process = Process.Start(start)!;
        _toWorker.DisposeLocalCopyOfClientHandle();
        _fromWorker.DisposeLocalCopyOfClientHandle();
        return process;
    }

    /// <summary>Waits for the first message of the worker.</summary>
    public void AwaitMessage()
    {
        if (_fromWorker.ReadByte() < 0)
        {
            throw new InvalidOperationException("The worker ended without a word.");
        }
    }

    /// <summary>Ends the worker.</summary>
    public void Close() => _toWorker.Dispose();

    public void Dispose()
    {
        _toWorker.Dispose();
        _fromWorker.Dispose();
    }
}
