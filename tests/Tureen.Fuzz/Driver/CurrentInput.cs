using System.IO.MemoryMappedFiles;
using Tureen.Fuzz.Inputs;

namespace Tureen.Fuzz.Driver;

/// <summary>The input that runs now, in a file that outlives the process: what an input that ends the process was.</summary>
internal sealed unsafe class CurrentInput : IDisposable
{
    private const int HeaderLength = sizeof(long) + sizeof(int);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _bytes;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, HeaderLength + InputLimits.MaxLength);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
    }

    /// <summary>The last input of a process, and how many there were.</summary>
    public static (long Runs, byte[] Input) Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = BitConverter.ToInt32(bytes, sizeof(long));
        return (BitConverter.ToInt64(bytes), bytes[HeaderLength..(HeaderLength + length)]);
    }

    public void Set(long runs, ReadOnlySpan<byte> input)
    {
        *(long*)_bytes = runs;
        *(int*)(_bytes + sizeof(long)) = input.Length;
        input.CopyTo(new Span<byte>(_bytes + HeaderLength, InputLimits.MaxLength));
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
