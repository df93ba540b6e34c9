using System.Collections;
using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Modules called one after the other; what lies between them is disposed.</summary>
    public class Sequential : Module<Tensor, Tensor>, IEnumerable<Module<Tensor, Tensor>>
    {
        readonly List<Module<Tensor, Tensor>> layers = [];

        internal Sequential(IEnumerable<(string name, Module<Tensor, Tensor> module)> modules) : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
                append(name, module);
        }

        public int Count => layers.Count;

        public Module<Tensor, Tensor> this[int index] => layers[index];

        public Sequential append(string name, Module<Tensor, Tensor> module)
        {
            register_module(name, module);
            layers.Add(module);
            return this;
        }

        public Sequential append(Module<Tensor, Tensor> module) =>
            append(layers.Count.ToString(CultureInfo.InvariantCulture), module);

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var current = input;
            foreach (var layer in layers)
                current = layer.call(current);
            return scope.MoveToOuter(layers.Count == 0 ? input.alias() : current);
        }

        public IEnumerator<Module<Tensor, Tensor>> GetEnumerator() => layers.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>A list of modules, named 0, 1, …; calling them is the owner's business.</summary>
    public class ModuleList<T> : torch.nn.Module, IReadOnlyList<T> where T : torch.nn.Module
    {
        readonly List<T> items = [];

        public ModuleList(params T[] modules) : base(nameof(ModuleList<T>))
        {
            foreach (var module in modules)
                Add(module);
        }

        public int Count => items.Count;

        public T this[int index] => items[index];

        public void Add(T item)
        {
            register_module(items.Count.ToString(CultureInfo.InvariantCulture), item);
            items.Add(item);
        }

        public void append(T module) => Add(module);

        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new(modules.Select((module, index) => (index.ToString(CultureInfo.InvariantCulture), module)));

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules);

            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
