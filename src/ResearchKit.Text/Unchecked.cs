using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>Items that are read and written without a look at their bounds: nowhere but by this is memory reached unchecked. Who takes it says before its loop why every place that it reaches lies within.</summary>
readonly ref struct Unchecked<T> where T : unmanaged
{
    readonly ref T first;

    public Unchecked(ReadOnlySpan<T> items) => first = ref MemoryMarshal.GetReference(items);

    Unchecked(ref T first) => this.first = ref first;

    public ref T this[nint at]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref first, at);
    }

    /// <summary>The same memory as items of another type.</summary>
    public Unchecked<TOther> As<TOther>() where TOther : unmanaged => new(ref Unsafe.As<T, TOther>(ref first));

    /// <summary>The items from a place on.</summary>
    public Unchecked<T> From(nint at) => new(ref Unsafe.Add(ref first, at));

    /// <summary>As many items as fit a vector, from a place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<T> Load128(nint at) => Vector128.LoadUnsafe(ref first, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Load256(nint at) => Vector256.LoadUnsafe(ref first, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Load512(nint at) => Vector512.LoadUnsafe(ref first, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector256<T> items, nint at) => items.StoreUnsafe(ref first, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector512<T> items, nint at) => items.StoreUnsafe(ref first, (nuint)at);

    /// <summary>Eight bytes at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreEight(ulong bytes, nint at) => Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref first, at)), bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong LoadEight(nint at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref first, at)));
}
